"""Verification for everybody; certificates for their holders and HR."""

"""Reads: one noun a file."""

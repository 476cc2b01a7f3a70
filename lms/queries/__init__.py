"""What pages that join apps show."""

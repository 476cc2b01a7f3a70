"""Bridges from signals to services."""

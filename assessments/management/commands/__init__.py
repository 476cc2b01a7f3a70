"""Thin wrappers over services."""

"""Reads of what was earned, as frozen dataclasses."""

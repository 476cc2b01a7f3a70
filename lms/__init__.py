"""The app ``lms``."""

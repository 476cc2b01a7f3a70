"""The app ``assessments``."""

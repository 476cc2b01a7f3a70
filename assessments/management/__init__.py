"""Commands of the app ``assessments``."""

"""The app ``courses``."""

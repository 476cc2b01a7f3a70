"""Spanish, as written in Peru."""

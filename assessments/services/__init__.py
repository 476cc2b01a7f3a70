"""Acts: one verb a file."""

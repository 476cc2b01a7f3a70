"""Commands of the bench: rows before the run, marks after it."""

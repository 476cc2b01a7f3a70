"""Commands of the faults."""

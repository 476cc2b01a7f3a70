"""Commands of the faults: the check after each."""

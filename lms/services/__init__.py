"""Acts of whoever looks after the system, and of those who check it."""

"""A backup is one file; what is in it, how it is made, and how it is put into an empty place."""

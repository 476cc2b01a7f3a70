"""Pages: load through a door, call, render."""

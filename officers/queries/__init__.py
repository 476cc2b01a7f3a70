"""What pages show about people."""

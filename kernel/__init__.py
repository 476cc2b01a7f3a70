"""Plain values that several apps need. No Django; a closed list (docs/architecture.md)."""

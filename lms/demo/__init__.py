"""Made-up people and events, deterministic but for the date on which they are loaded."""

"""Writing lines of the audit."""

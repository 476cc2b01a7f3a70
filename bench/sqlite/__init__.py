"""Django's SQLite backend with every statement counted."""

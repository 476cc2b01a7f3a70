"""Tags of the templates that ask and review."""

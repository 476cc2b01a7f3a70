"""Drives learners over HTTP against the production server: ``make bench`` (docs/bench.md)."""

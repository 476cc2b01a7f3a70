"""Blocks of exam pages."""

"""Versions of fields and their join: pure."""

"""Patterns of stamps, each with the example that is its test."""

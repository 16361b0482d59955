"""Frozen values and rules: pure."""

"""Recommendations of all incidents."""

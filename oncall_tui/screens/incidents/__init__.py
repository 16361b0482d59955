"""Incidents: all that are here, newest first."""

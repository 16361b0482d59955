"""Incident retrospectives in a terminal: rough notes, an exact timeline, recommendations that are followed up."""

"""The questions about a timeline, one module for each kind."""

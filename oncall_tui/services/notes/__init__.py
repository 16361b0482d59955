"""Notes: taken, read, filed, changed, redacted (N1-N8)."""

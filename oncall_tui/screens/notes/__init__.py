"""Notes, while it burns."""

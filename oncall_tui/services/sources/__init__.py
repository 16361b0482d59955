"""Sources: importing them, and reading them again with something else (T2)."""

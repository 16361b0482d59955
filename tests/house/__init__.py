"""How the code reads: rules of names, docstrings and layers that no linter holds."""

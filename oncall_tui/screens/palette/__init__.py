"""The command palette: `:` or ctrl+p."""

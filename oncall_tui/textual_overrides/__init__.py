"""Everything that leans on private parts of Textual, held by tests/textual_overrides."""

"""Use cases over the store; no Textual."""

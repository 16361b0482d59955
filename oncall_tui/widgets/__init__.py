"""Widgets: the list of rows, the capture line, prompts, the footer."""

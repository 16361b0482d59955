"""The write-up of one incident, tab 3: its sections, their editor, the page."""

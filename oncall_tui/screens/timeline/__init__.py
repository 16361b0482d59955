"""Timeline: rough rows become an exact account."""

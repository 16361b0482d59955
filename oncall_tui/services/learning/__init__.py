"""Compare all incidents, from an index that is rebuilt when a document changes."""

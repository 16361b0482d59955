"""The data directory: documents, inbox, derived indexes."""

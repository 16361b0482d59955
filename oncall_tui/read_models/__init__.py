"""Values that screens, writers and the command line show: read from documents, never written."""

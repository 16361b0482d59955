"""A file becomes a source: the preview, and all lines of a source."""

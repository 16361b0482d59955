"""What all incidents say together, from an index that is made again when a document changes."""

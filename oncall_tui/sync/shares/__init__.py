"""The kinds of shares: a directory, an object store, a dry run over either."""

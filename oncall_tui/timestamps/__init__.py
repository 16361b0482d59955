"""Read stamps in texts: pure."""

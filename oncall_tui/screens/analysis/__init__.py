"""The analysis of one incident."""

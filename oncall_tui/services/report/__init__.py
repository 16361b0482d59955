"""The report of an incident as one value, which every format is written from."""

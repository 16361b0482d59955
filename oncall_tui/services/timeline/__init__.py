"""Timelines of stored incidents, and curating them: each act one durable change (T1-T8)."""

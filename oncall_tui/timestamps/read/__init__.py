"""Read: from the parts of one stamp and what is known to what it can mean (DESIGN, time)."""

"""Incidents as a whole: making, listing, showing them, and the texts that write themselves."""

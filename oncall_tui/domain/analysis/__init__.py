"""The analysis of an incident: CAST, cut to one hour for one team (W5-W12)."""

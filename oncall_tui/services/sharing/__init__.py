"""Syncing with the team's share, and what people wrote without seeing each other (S2)."""

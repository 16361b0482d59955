"""Learning: what all incidents say together."""

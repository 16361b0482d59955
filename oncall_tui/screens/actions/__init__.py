"""Keys that mean the same in several views, a role for each, mixed in."""

"""The team's process, walked from stage to stage."""

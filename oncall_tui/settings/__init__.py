"""Settings of one run: where they come from, and the configuration file."""

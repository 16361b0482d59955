"""The write-up: what a person has to write, in which order, and what is left (W1-W4, W14)."""

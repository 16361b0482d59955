"""The review: comments and how each kind ends, what was read and signed, completion and what changed since (V1-V9)."""

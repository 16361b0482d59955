"""Use cases of the review: comments, reading marks, sign-off, completion and reopening."""

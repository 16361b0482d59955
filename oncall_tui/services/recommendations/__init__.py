"""Following up: the tracker and every change to a recommendation (R1-R18)."""

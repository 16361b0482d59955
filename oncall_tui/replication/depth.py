"""Limit how deeply a value is nested: Python compares nested values by recursion, which ends at about 1,000 levels."""

from oncall_tui.replication.canonical_json import Json


def is_deeper_than(levels: int, value: Json) -> bool:
    """Return whether lists and objects nest beyond `levels`. Looks no deeper than that."""
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(is_deeper_than(levels - 1, item) for item in inner)

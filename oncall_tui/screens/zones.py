"""The zone in which a screen shows times."""

from datetime import UTC, tzinfo


def zone_of(name: str) -> tzinfo:
    """The zone of that name. Raises Refused for one that is not known. UTC costs nothing: it is in the first frame."""
    if name == "UTC":
        return UTC
    from oncall_tui.timestamps.zones import named_zone

    return named_zone(name).info


def zone_named(typed: str) -> str:
    """The name of the zone that a person typed. Raises Refused, with what would do."""
    from oncall_tui.timestamps.zones import named_zone

    return named_zone(typed).name

"""The zone in which days and times are shown. UTC costs nothing; only for another one zones are loaded."""

from datetime import UTC, tzinfo


def shown_zone(name: str | None) -> tzinfo:
    """UTC unless another one was asked for. Raises Refused for a name that is none."""
    if name in (None, "", "UTC"):
        return UTC
    from oncall_tui.timestamps.read.zones import named_zone

    return named_zone(str(name)).info


def zone_named(typed: str) -> str:
    """The name of the zone that a person typed. Raises Refused, with what would do."""
    from oncall_tui.timestamps.read.zones import named_zone

    return named_zone(typed).name

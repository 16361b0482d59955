"""The zone in which days and times are shown."""

from datetime import UTC, tzinfo


def shown_zone(name: str | None) -> tzinfo:
    """UTC unless another one was asked for: only then zones are loaded. Raises Refused for a name that is none."""
    if name in (None, "", "UTC"):
        return UTC
    from oncall_tui.timestamps.zones import named_zone

    return named_zone(str(name)).info

"""The zone of an incident where this machine does not know it: a newer tzdata elsewhere, or nonsense from the share."""

from functools import lru_cache

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.incident import Incident
from oncall_tui.domain.visible import escape_line


@lru_cache(maxsize=256)
def is_known_zone(name: str) -> bool:
    """Tell whether times can be shown in the zone here. The table of zones is loaded only for others than UTC."""
    if name == "UTC":
        return True
    from oncall_tui.timestamps.zones import parse_zone

    try:
        parse_zone(name)
    except RefusedError:
        return False
    return True


def unknown_zone_text(incident: Incident) -> str:
    """Tell a person why times are in UTC, and what mends it; blank where the incident's zone is known."""
    if not incident.unknown_zone:
        return ""
    return (
        f"This machine does not know the zone “{escape_line(incident.unknown_zone)}” of {incident.handle}: its times "
        f"are shown in UTC. `oncall set {incident.handle} zone=UTC` gives it another zone; newer time zone data may "
        "know it."
    )

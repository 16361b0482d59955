"""Data of the Review screen: the review, its display zone, and what is new to this reader."""

from dataclasses import replace
from datetime import tzinfo
from typing import TYPE_CHECKING, NamedTuple, Protocol

from oncall_tui.read_models.review_view import ReviewView
from oncall_tui.screens.services import Services
from oncall_tui.timestamps.zones import parse_zone

if TYPE_CHECKING:  # what only acts need is loaded when somebody acts
    from oncall_tui.services.review.complete import Completing
    from oncall_tui.services.review.good_faith import GoodFaith
    from oncall_tui.services.review.run_review import Reviews
    from oncall_tui.services.sharing.team import Team


class ReviewServices(Services, Protocol):
    """Services of this screen beyond those of every screen."""

    @property
    def reviews(self) -> "Reviews": ...

    @property
    def completing(self) -> "Completing": ...

    @property
    def good_faith(self) -> "GoodFaith": ...

    @property
    def team(self) -> "Team": ...


class ReviewRead(NamedTuple):
    """One state of a review. `read`: how many items this person has read; `changed`: which of them changed since."""

    view: ReviewView
    zone: tzinfo
    read: int
    changed: frozenset[int]


def read_review(services: ReviewServices, incident: str, zone: str | None) -> ReviewRead:
    """Return the review as it is now; `zone`: to show it in, else as asked for at the start, else its own."""
    view = services.reviews.view(incident)
    name = zone or services.settings.zone or view.writeup.view.incident.zone
    view = ReviewView(replace(view.writeup, zone=name))
    me = services.settings.author
    reader = view.reader(me)
    reached = view.place(reader.read_to.target) if reader and reader.read_to else None
    return ReviewRead(
        view, parse_zone(name).info, 0 if reached is None else reached + 1, view.changed_places(me)
    )

"""Play the reviews of worked incidents, by the use cases that screens and commands have (V1-V9)."""

from collections.abc import Callable
from typing import Protocol

from oncall_tui.domain.review.records import Target
from oncall_tui.services.demo.story import Fields
from oncall_tui.services.review.complete import Completing
from oncall_tui.services.review.run_review import Reviews


class ReviewHands(Protocol):
    """The services with which one author reviews."""

    @property
    def reviews(self) -> Reviews: ...
    @property
    def completing(self) -> Completing: ...


class ReviewStory(Protocol):
    """Names in a story's review: instants, rows, records and comments."""

    def instant(self, moment: str) -> int:
        """Return the told instant of a moment."""

    def target(self, name: Fields) -> Target:
        """Return the target that `{section = }`, `{row = }` or `{record = }` names."""

    def comment(self, name: str) -> str:
        """Return the id of a comment by its name."""

    def remember(self, name: str, comment: str) -> None:
        """Keep the id of a comment under its name."""


Act = Callable[[ReviewHands, str, ReviewStory, Fields], object]


def _comment(hands: ReviewHands, incident: str, story: ReviewStory, act: Fields) -> None:
    id = hands.reviews.comment(
        incident, story.target(act["on"]), act["kind"], act["text"],
        proposal=act.get("proposal"), quote=act.get("quote"),
    )  # fmt: skip
    story.remember(act["name"], id)


ACTS: dict[str, Act] = {
    "open": lambda hands, incident, story, act: hands.reviews.open(
        incident, story.instant(act["until"]), act["reviewers"]
    ),
    "set": lambda hands, incident, story, act: hands.reviews.set(incident, act["fields"]),
    "comment": _comment,
    "reply": lambda hands, incident, story, act: hands.reviews.reply(
        incident, story.comment(act["to"]), act["text"]
    ),
    "end": lambda hands, incident, story, act: hands.reviews.end(
        incident, story.comment(act["to"]), act["ending"], act.get("text", ""), act.get("fields")
    ),
    "apply": lambda hands, incident, story, act: hands.reviews.apply(incident, story.comment(act["to"])),
    "read": lambda hands, incident, story, act: hands.reviews.read(
        incident, story.target(act["on"]) if "on" in act else None
    ),
    "sign": lambda hands, incident, story, act: hands.reviews.sign(incident, act["answers"]),
    "complete": lambda hands, incident, story, act: hands.completing.complete(incident),
}

"""A seeded store of many incidents with many recommendations, as a year and a half of on-call leaves them behind."""

import random
from typing import Any

from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.domain.days import add_days, local_date
from oncall_tui.domain.ids import encode_ulid
from oncall_tui.domain.instants import DAY, format_instant
from oncall_tui.domain.recommendations.recommendation import CHANGE_TYPES, LABELS, OUTCOMES, SIZES
from tests.builders.recommendation_texts import OTHERS, PAIRS

TITLES = (*(text for pair in PAIRS for text in pair), *OTHERS)
PEOPLE = ("ana", "bo", "kim", "li", "noor", "raj", "rui", "tomas")
AREAS = ("checkout", "search", "billing", "gates", "manifest", "pricing", "mail", "vault")
STATUSES = ("idea", "idea", "planned", "planned", "in-progress", "done", "done", "dropped")
SPAN_DAYS = 540


def fill_tracker(services: ServiceContainer, incidents: int, recommendations: int, seed: int = 5) -> None:
    """Each incident gets its share of the recommendations, in one transaction and a second one for what changed."""
    chance = random.Random(seed)
    for number in range(incidents):
        began = services.clock() - (SPAN_DAYS * (incidents - number) * DAY) // incidents
        share = (number + 1) * recommendations // incidents - number * recommendations // incidents
        _add_incident(services, chance, number, began, share)
    services.incidents.listing()
    services.tracker.load_all()


def _add_incident(
    services: ServiceContainer, chance: random.Random, number: int, began: int, share: int
) -> None:
    id = _id(began, chance)
    handle = f"{chance.choice(AREAS)}-{number:04}"
    head = {"title": handle, "handle": handle, "severity": f"SEV{chance.randint(1, 4)}", "stage": "complete"}
    people = {"lead": chance.choice(PEOPLE), "comms": chance.choice(PEOPLE)}
    items = {_id(began + chance.randint(1, 9) * DAY, chance): chance.choice(TITLES) for _ in range(share)}
    with services.store.transaction(id, create=True) as unit:
        unit.put("incident", id, {**head, **people, "created_at": format_instant(began)}, silent=True)
        for item, title in items.items():
            first = {"title": f"{title} ({chance.choice(AREAS)})", "status": "idea", "author": people["lead"]}
            unit.put("recommendations", item, {**first, f"incidents:{id}": True})
    with services.store.transaction(id, "decided in the review") as unit:
        unit.reason = "decided in the review"
        for item in items:
            unit.put("recommendations", item, _decided(chance, local_date(began)))
            for slip in range(chance.randint(0, 3)):
                due = add_days(local_date(began), 30 * (slip + 1))
                unit.put("commitments", unit.new_id(), {"recommendation": item, "due": due, "by": "ana"})


def _decided(chance: random.Random, began: str) -> dict[str, Any]:
    owner = chance.choice(PEOPLE)
    return {
        "status": chance.choice(STATUSES),
        "reason": "",
        "label": chance.choice(LABELS),
        "owner": owner,
        "accepted_by": chance.choice((owner, "")),
        "sponsor": chance.choice(("", "katla")),
        "definition_of_done": "somebody who was not there can check it in five minutes",
        "due": chance.choice(("", add_days(began, chance.randint(20, 600)))),
        "outcome": chance.choice(OUTCOMES),
        "change_type": chance.choice(CHANGE_TYPES),
        "impact": chance.choice(SIZES),
        "effort": chance.choice(SIZES),
        f"tickets:CP-{chance.randint(1, 9999)}": True,
        f"labels:{chance.choice(AREAS)}": True,
    }


def _id(at: int, chance: random.Random) -> str:
    return encode_ulid((at // 1000) << 80 | chance.getrandbits(80))

"""List a recommendation's fields in a report; ages, flags and history depend on the day or belong to the tracker."""

SAID = (
    "statement",
    "owner",
    "sponsor",
    "label",
    "due",
    "definition_of_done",
    "change_type",
    "outcome",
    "risk",
    "decision",
    "workaround",
    "reason",
    "effect_check",
    "effect_due",
    "effect_verdict",
    "part_of",
)

"""Explain a reading in sentences for a person: what it was taken for, its precision, and the origin of its zone."""

from collections.abc import Mapping

from oncall_tui.timestamps.types import Reading

_SHAPES: Mapping[str, str] = {
    "given": "the moment that the format itself records",
    "heading": "a date alone, for the lines below it",
    "dotted-clock": "a time with a dot",
    "clock": "a time of day",
    "range": "the start of a span",
    "ago": "an age, counted back from its message",
    "ago-word": "an age, counted back from its message",
    "ago-other": "an age, counted back from its message",
    "event-age": "the age that kubectl prints, counted back from the capture",
    "elapsed": "counted from T0",
    "back": "counted back from when it was typed",
    "two-numbers-time": "a day and a month without a year, then a time",
    "epoch": "a count since 1970",
    "tai64n": "a TAI64 label",
}
_ORIGINS: Mapping[str, str] = {
    "text": "as it says itself",
    "epoch": "by the epoch that stands with it",
    "header": "as a header of the source says",
    "source": "as you said for this source",
    "above": "as the times above it say",
    "permalink": "as the chat links beside its times show",
    "default": "the incident's zone; the source gives none",
    "capture": "the zone it was typed in",
}
_CONFIDENCE: Mapping[str, str] = {
    "explicit": "sure",
    "inferred": "from what stands around it",
    "guessed": "a guess",
}


def explain(reading: Reading, written: str = "") -> tuple[str, ...]:
    """Return the sentences, most telling first; none for a line without a stamp. `written` is the stamp as it
    stands.
    """
    if not reading.rule:
        return ()
    quoted = f'"{written}" ' if written else ""
    about = "about, " if reading.approximate else ""
    sentences = [f"{quoted}{_shape(reading.rule)}, {about}to the {reading.precision or 'minute'}"]
    if reading.zone_used:
        sentences.append(
            f"zone {reading.zone_used}, {_ORIGINS.get(reading.zone_origin or '', '')}".rstrip(", ")
        )
    return tuple(sentences)


def confidence_words(confidence: str | None) -> str:
    """Describe the confidence of a reading; "" for a line without one."""
    return _CONFIDENCE.get(confidence or "", "")


def _shape(rule: str) -> str:
    """`day-name-year-time` as "day name year time" where no better words are set."""
    return _SHAPES.get(rule, f"as {rule.replace('-', ' ')}")

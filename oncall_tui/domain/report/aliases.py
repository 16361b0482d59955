"""The report under aliases: each person is `person 1`, `person 2` … wherever they are named (N4).

Names are taken from the records (authors, owners, roles) and from `@names` in the texts. Capitalised words in prose
that may be names, and were not mapped, are listed, so that a person can look at them before the report is sent.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

AT_NAME = re.compile(r"(?<![\w@/])@([A-Za-z][\w.-]*\w|[A-Za-z])")
_CAPITALISED = re.compile(r"(?<![.!?:\n#*|>-] )(?<=[a-z,;] )([A-Z][a-z]{2,})\b(?![-_/.]\w)")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_COMMON = _words("""
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September
    October November December English German French Europe London Berlin Paris Kubernetes Docker Postgres Redis Kafka
    Linux Windows Grafana Prometheus Slack Jira Github Google Amazon Azure Terraform Python Java
    """)
Json = Any
# Fields that are ids, instants or enumerations: an alias there would break the report.
_MACHINE_FIELDS = _words("""
    id format occurred_at local precision milestone milestones flags notes kind status state code from_at to_at due
    effect_due table digest at zone how nature where category topic
    """)
_PEOPLE_FIELDS = _words("author speaker owner sponsor preparer by reviewers read_by")


def alias_report(report: Json, people: Iterable[str]) -> tuple[Json, tuple[str, ...]]:
    """Return the report with people replaced by aliases, and the capitalised words that could not be mapped.

    `people`: names that the incident knows.
    """
    names = [*people, *_named_in(report)]
    aliases = make_aliases(names)
    replaced = _replace(report, aliases, _pattern(names, aliases), "") if aliases else report
    return replaced, tuple(sorted(set(_unmapped(replaced))))


def make_aliases(names: Iterable[str]) -> dict[str, str]:
    """Return `folded name -> alias`, numbered in the order of first sight; parts of a full name share its alias."""
    aliases: dict[str, str] = {}
    for name in names:
        folded = name.strip().lstrip("@").casefold()
        if folded and folded not in aliases:
            aliases[folded] = f"person {len(set(aliases.values())) + 1}"
            for part in re.findall(r"\w{3,}", folded):
                aliases.setdefault(part, aliases[folded])
    return aliases


def _named_in(value: Json, field: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, held in value.items():
            yield from _named_in(held, name)
    elif isinstance(value, list):
        for held in value:
            yield from _named_in(held, field)
    elif isinstance(value, str):
        if field in _PEOPLE_FIELDS:
            yield value
        yield from AT_NAME.findall(value)


def _replace(value: Json, aliases: Mapping[str, str], pattern: re.Pattern[str], field: str) -> Json:
    if isinstance(value, dict):
        return {name: _replace(held, aliases, pattern, name) for name, held in value.items()}
    if isinstance(value, list):
        return [_replace(held, aliases, pattern, field) for held in value]
    if isinstance(value, str) and field not in _MACHINE_FIELDS:
        return pattern.sub(lambda match: aliases[match[1].casefold()], value)
    return value


def _pattern(names: Iterable[str], aliases: Mapping[str, str]) -> re.Pattern[str]:
    """One expression of all names, longest first, with or without `@`.

    A part of a full name counts only with a capital, as names are written: *Will* is a person, *will* is not.
    """
    whole = {name.strip().lstrip("@").casefold() for name in names}
    longest_first = sorted(aliases, key=len, reverse=True)
    spelled = (
        f"(?i:{re.escape(name)})" if name in whole else re.escape(name.capitalize()) for name in longest_first
    )
    return re.compile(rf"(?<!\w)@?({'|'.join(spelled)})(?!\w)")


def _unmapped(value: Json, field: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, held in value.items():
            yield from _unmapped(held, name)
    elif isinstance(value, list):
        for held in value:
            yield from _unmapped(held, field)
    elif isinstance(value, str) and field not in _MACHINE_FIELDS:
        yield from (word for word in _CAPITALISED.findall(value) if word not in _COMMON)

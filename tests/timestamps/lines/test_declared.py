"""Zones that a line declares for the lines below it, as people say them, and lines that only mention one."""

import pytest

from oncall_tui.timestamps.lines.declared import header_zone

DECLARED = (
    ("my own notes, times in PDT", "UTC-7"),
    ("What Bo wrote down - times UTC", "UTC"),
    ("All times are in Eastern Time.", "America/New_York"),
    ("*(All times US/Pacific, 24-hour clock.)*", "US/Pacific"),
    ("_all times are in UTC_", "UTC"),
    ("Times are in Greenwich Mean Time", "UTC"),
    ("Times are shown in Indian Standard Time", "Asia/Kolkata"),
    ("All times in Japan time", "Asia/Tokyo"),
    ("Timestamps are in Etc/UTC", "UTC"),
    ("All times Asia/Calcutta", "Asia/Calcutta"),
    ("All times are UTC+1", "UTC+1"),
    ("Times are UTC -5", "UTC-5"),
    ("All times are EST5EDT", "EST5EDT"),
    ("Times: PST", "UTC-8"),
    ("All times in CST (UTC+8)", "UTC+8"),
    ("Please note that all times are in UTC.", "UTC"),
    ("NB: times are CET unless noted", "UTC+1"),
    ("Everything below is UTC", "UTC"),
    ("Times in local time (America/New_York)", "America/New_York"),
    ("All times are in New York time", "America/New_York"),
    ("**Timezone:** Europe/Paris", "Europe/Paris"),
    ("| Time zone | Europe/Paris |", "Europe/Paris"),
    ("Timezone: Japan", "Asia/Tokyo"),
    ("tz=UTC", "UTC"),
    ("## Timeline (UTC)", "UTC"),
    ("## Timeline of events (times in CET)", "UTC+1"),
    ("## What happened - UTC", "UTC"),
    ("**Timeline (UTC)**", "UTC"),
    ("Time (UTC) | what happened", "UTC"),
    ("(UTC)", "UTC"),
    ("UTC times", "UTC"),
    ("Pacific time throughout", "America/Los_Angeles"),
    ("Toutes les heures sont à l'heure de Paris.", "Europe/Paris"),
    ("Часовой пояс: МСК", "Europe/Moscow"),
    ("Les heures sont indiquées en UTC", "UTC"),
    ("## Chronologie (heure de Paris)", "Europe/Paris"),
    ("Todas las horas están en hora de Madrid.", "Europe/Madrid"),
    ("Zona horaria: America/Bogota", "America/Bogota"),
    ("Todos os horários estão no horário de Brasília", "America/Sao_Paulo"),
    ("Tutti gli orari sono in ora italiana", "Europe/Rome"),
    ("Fuso orario: Europe/Rome", "Europe/Rome"),
    ("Alle Zeiten sind in mitteleuropäischer Zeit", "Europe/Berlin"),
    ("Alle Zeitangaben in MESZ.", "UTC+2"),
    ("Zeitzone: Europe/Berlin", "Europe/Berlin"),
    ("Alle tijden zijn in CET", "UTC+1"),
    ("Alla tider är i UTC", "UTC"),
    ("Wszystkie czasy są w UTC", "UTC"),
    ("Все время указано по UTC", "UTC"),
    ("時刻はすべてJST", "UTC+9"),
)
ONLY_MENTIONED = (
    "we ran the export with tz=UTC and sent it to finance",
    "see https://grafana.example/d/1?tz=UTC%2B1",
    "the [dashboards](https://grafana.example/d/1?timezone=UTC)",
    "it is time to use UTC",
    "We stored the times in UTC but displayed them in CET",
    "we set the time zone to UTC on all hosts",
    "restarted with TZ=Europe/Berlin set",
    "The time in Berlin was wrong",
    "Times of India reported it",
    "Clock skew in Singapore",
    "date set to UTC by mistake on web-3",
    "All times are approximate",
    "Time to restore: 40 minutes",
    "Date and time of the incident",
)


@pytest.mark.parametrize(("line", "zone"), DECLARED)
def test_a_line_declares_a_zone(line: str, zone: str) -> None:
    declared = header_zone(line, {})
    assert declared is not None
    assert declared.name == zone


@pytest.mark.parametrize("line", ONLY_MENTIONED)
def test_a_line_that_only_mentions_a_zone_declares_none(line: str) -> None:
    assert header_zone(line, {}) is None


def test_the_teams_own_abbreviations_are_heard() -> None:
    zone = header_zone("All times in HQT", {"HQT": "Europe/Lisbon"})
    assert zone is not None
    assert zone.name == "Europe/Lisbon"

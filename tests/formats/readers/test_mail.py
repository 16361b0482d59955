"""Mails: as a program saved them, as a person copied them, and with hardly any field."""

import pytest

from oncall_tui.formats.readers.detect_format import read_source
from oncall_tui.formats.readers.source_line import SourceLine
from oncall_tui.read_models.source_notes import read_lines
from oncall_tui.timestamps.types import SourceContext

SAVED = """\
Return-Path: <alerts@example.com>
Received: from mx.example.com (mx.example.com [192.0.2.1])
\tby in.example.com with ESMTP id abc
\tfor <ops@example.com>; Tue, 12 Mar 2024 14:05:09 +0000 (UTC)
MIME-Version: 1.0
From: "Alerts" <alerts@example.com>
Subject: =?utf-8?Q?checkout_is_d=C3=B6wn?=
Date: Tue, 12 Mar 2024 15:05:06 +0100
Content-Type: multipart/alternative; boundary="b1"

--b1
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

5xx at 11=
%

--b1
Content-Type: text/html; charset="utf-8"

<p>5xx at <b>11%</b></p>

--b1--
"""


def only_event(text: str) -> tuple[SourceLine, int | None, tuple[str, ...]]:
    (read,) = read_lines(read_source(text), SourceContext(captured=1710252400_000000))
    return read.line, read.reading.instant, read.reading.flags


def test_a_saved_mail_is_one_event_in_its_own_words() -> None:
    line, instant, flags = only_event(SAVED)
    assert (line.author, line.text) == ("Alerts", "checkout is döwn\n5xx at 11%")
    assert line.raw == SAVED.rstrip("\n")
    assert (instant, flags) == (1710252306_000000, ())


def test_a_mail_without_a_date_has_the_time_at_which_it_was_received() -> None:
    undated = "\n".join(line for line in SAVED.split("\n") if not line.startswith("Date:"))
    assert only_event(undated)[1] == 1710252309_000000


def test_each_mail_of_a_mailbox_is_an_event() -> None:
    box = f"From alerts@example.com Tue Mar 12 14:05:09 2024\n{SAVED}\n"
    lines = read_source(box * 2).lines
    assert [line.line for line in lines] == [1, 1 + box.count("\n")]


@pytest.mark.parametrize(
    "broken", ["Content-Type: multipart/mixed", "Content-Type: text/plain; charset=odd-9"]
)
def test_a_broken_mail_keeps_its_lines(broken: str) -> None:
    mail = f"From: a@example.com\nMIME-Version: 1.0\n{broken}\nContent-Transfer-Encoding: base64\n\n=?=?=\n"
    assert read_source(mail).lines[0].raw == mail.rstrip("\n")


@pytest.mark.parametrize(
    ("fields", "instant", "flags"),
    [
        ("From: a@example.com\nDate: Tue, 12 Mar 2024 14:05:06 +0000", 1710252306_000000, ()),
        ("Date: Tue, 12 Mar 2024 14:05:06 +0000\nSubject: checkout", 1710252306_000000, ()),
        ("From: Ana <a@example.com>\nSubject: checkout", None, ("mail-undated",)),
        ("Subject: checkout\nTo: ops@example.com", None, ("mail-undated",)),
    ],
)
def test_two_fields_make_a_mail_whose_date_is_used_or_asked(
    fields: str, instant: int | None, flags: tuple[str, ...]
) -> None:
    _, found, asked = only_event(f"{fields}\n\nWe see errors.\nRolling back.\n")
    assert (found, asked) == (instant, flags)


def test_a_memo_of_one_day_dates_the_times_below_it() -> None:
    lines = read_lines(
        read_source("Date: 2024-05-02\nFrom: Ops\nSubject: outage\n\n09:10 alert\n"),
        SourceContext(captured=1710252306_000000),
    )
    assert (lines[-1].line.text, lines[-1].reading.instant) == ("09:10 alert", 1714641000_000000)

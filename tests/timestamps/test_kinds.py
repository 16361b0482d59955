"""Kinds of stamp that readers of stamps get wrong in silence: several lines of each, read or asked, never misread.

Each line is a source of its own, imported on Friday 20 November 2026 with the zone UTC. `?`: the moment can't be told
from the line, so it is refused or asked about.
"""

import pytest

from oncall_tui.domain.instants import parse_instant
from oncall_tui.domain.timeline.questions.stamp_questions import NOT_ASKED
from oncall_tui.formats.readers.detect_format import read_source
from oncall_tui.read_models.source_notes import read_lines
from oncall_tui.timestamps.types import Reading, SourceContext
from tests.builders.readings import shown

KINDS: dict[str, list[tuple[str, str]]] = {
    "december, day first": [
        ("3 December 2025 16:20 mitigated", "2025-12-03T16:20:00Z"),
        ("am 24. Dezember 2025 gegen 3:40 Uhr fiel der Cache aus", "2025-12-24T03:40:00Z"),
        ("le 8 décembre 2025 à 09h15 la file déborde", "2025-12-08T09:15:00Z"),
        ("8 de diciembre de 2025, 09:15 caída", "2025-12-08T09:15:00Z"),
        ("8 dicembre 2025 ore 09:15 guasto", "2025-12-08T09:15:00Z"),
        ("8 de dezembro de 2025 às 09:15 falha", "2025-12-08T09:15:00Z"),
        ("8 december 2025 om 09:15 uur storing", "2025-12-08T09:15:00Z"),
        ("we saw it at 16:20 on 3 December 2025", "2025-12-03T16:20:00Z"),
        ("16:20, 3 December 2025", "2025-12-03T16:20:00Z"),
        ("3 Dec 16:20:05 restarted", "2025-12-03T16:20:05Z"),
    ],
    "date and time in fields of a log": [
        ('<14>date=2026-11-17 time=23:58:01 devid="A1" type=traffic level=notice', "2026-11-17T23:58:01Z"),
        (
            '<134>1 date=2026-11-17 time=23:58:01 tz="+0100" type=event msg="link down"',
            "2026-11-17T22:58:01Z",
        ),
        ('date=2026-11-17,time=23:58:01,tz=-0500,vd=root,msg="link down"', "2026-11-18T04:58:01Z"),
        (
            '<30>device="SFW" date=2026-11-17 time=23:58:01 timezone="CET" log_id=1',
            "2026-11-17T22:58:01Z",
        ),
        (
            'Nov 17 23:58:02 fw date=2025-11-17 time=23:58:01 tz="+0000" msg="x"',
            "2025-11-17T23:58:02Z",
        ),
        ("time=23:58:01 date=2026-11-17 user=ana action=deny", "2026-11-17T23:58:01Z"),
        ('id=fw time="2026-11-17 23:58:01" fw=10.0.0.1 pri=6 msg="closed"', "2026-11-17T23:58:01Z"),
        ("device=x,date=2026-11-17,time=23:58:01,log_type=Firewall", "2026-11-17T23:58:01Z"),
    ],
    "zone behind a syslog stamp with priority": [
        ("<13>Nov 17 23:58:01 CET gw-1 sshd[4]: refused", "2026-11-17T22:58:01Z"),
        ("<13>Nov 17 23:58:01.250 UTC gw-1 sshd[4]: refused", "2026-11-17T23:58:01.25Z"),
        ("<13>Nov 17 2025 23:58:01 UTC: %ASA-6-302013: built", "2025-11-17T23:58:01Z"),
        ("<189>44: Nov 17 23:58:01.123 CET: %SYS-5-CONFIG_I: configured", "2026-11-17T22:58:01.123Z"),
        ("<13>2026-11-17 23:58:01 -0300  gw-1 app up", "2026-11-18T02:58:01Z"),
        ("<165>1 2026-11-17T23:58:01.003+05:30 host app - ID47 - up", "2026-11-17T18:28:01.003Z"),
        ("<13>Nov 17 23:58:01 PST gw-1 app: up", "2026-11-18T07:58:01Z"),
    ],
    "two stamps in one line": [
        ("Nov 17 23:58:01 web-2 app: 2025-11-17 23:58:01,120 WARN slow", "2025-11-17T23:58:01Z"),
        ("Nov 17 23:58:01 web-2 app: 2026-11-17T23:58:01+0200 slow", "2026-11-17T21:58:01Z"),
        ("Nov 17 23:58:01 rtr 88: Nov 17 23:58:01 CET: %LINK-3-UPDOWN: down", "2026-11-17T22:58:01Z"),
        (
            'May  4 01:02:03 web nginx: 10.0.0.1 - - [04/May/2021:01:02:03 +0200] "GET /" 200',
            "2021-05-03T23:02:03Z",
        ),
        ("Feb 14 19:04:54 host prog: Sun Feb 14 19:04:54 2021 [pid 2] CONNECT", "2021-02-14T19:04:54Z"),
        ("23:58:01 kernel said 2025-11-17T23:58:01Z oom", "2025-11-17T23:58:01Z"),
        ("Nov 17 23:58:01 relay app: 2026-11-17T22:58:01Z late", "?"),
        ("09:10 UTC / 11:10 UTC+1 page sent", "?"),
        ("2026-11-17 10:00:00 host job due 2026-11-19 03:00:00", "2026-11-17T10:00:00Z"),
    ],
    "time first, then the date": [
        ("23:58 Tue 17 Nov 2026 page", "2026-11-17T23:58:00Z"),
        ("23:58 - Tuesday, November 17, 2026 page", "2026-11-17T23:58:00Z"),
        ("23:58:01 (2026-11-17) page", "2026-11-17T23:58:01Z"),
        ("[23:58:01] [17/11/2026] page", "2026-11-17T23:58:01Z"),
        ("23:58, 17.11.2026: page", "2026-11-17T23:58:00Z"),
        ("23:58 | 17 Nov 2026 | page", "2026-11-17T23:58:00Z"),
        ("11:58 pm, 17th November: page", "2026-11-17T23:58:00Z"),
        ("23:58 on the 17th of November 2026 page", "2026-11-17T23:58:00Z"),
        ("um 23:58 Uhr am 17. November 2026 Alarm", "2026-11-17T23:58:00Z"),
        ("à 23h58 le 17 novembre 2026 alerte", "2026-11-17T23:58:00Z"),
        ("a las 23:58 del 17 de noviembre de 2026 alerta", "2026-11-17T23:58:00Z"),
        ("time: 23:58 date: 2026-11-17 host: a", "2026-11-17T23:58:00Z"),
        ("Time=23:58:01; Date=17/11/2026; Host=a", "2026-11-17T23:58:01Z"),
        ("23:58 17-Nov-2026 page", "2026-11-17T23:58:00Z"),
        ("23:58 UTC, 17 November 2026 page", "2026-11-17T23:58:00Z"),
        ("23:58 17/11 page", "?"),
        ("23:58 17/11/26 page", "?"),
    ],
    "date first, time behind a word": [
        ("date: 17.11.2026 | time: 23:58 | host a", "2026-11-17T23:58:00Z"),
        ("17 November 2026, around 23:58 the pager rang", "2026-11-17T23:58:00Z"),
        ("2026-11-17 roughly 23:58 the pager rang", "2026-11-17T23:58:00Z"),
        ("17/11/2026 at about 11:58 pm", "2026-11-17T23:58:00Z"),
        ("2026-11-17 noon: drill", "2026-11-17T12:00:00Z"),
        ("17. November 2026, Uhrzeit: 23:58", "2026-11-17T23:58:00Z"),
        ("Datum: 17.11.2026 Uhrzeit: 23:58 Host: a", "2026-11-17T23:58:00Z"),
        ("Fecha: 17/11/2026 Hora: 23:58 caída", "2026-11-17T23:58:00Z"),
        ("On November 17, 2026 the first alert came at 23:58", "2026-11-17T23:58:00Z"),
        ("2026-11-17 starting from 23:58 errors", "?"),
        ("2026-11-17, shortly before 23:58", "?"),
    ],
    "cells": [
        ('"2026-11-17","23:58:01","web","up"', "2026-11-17T23:58:01Z"),
        ("17.11.2026;23:58:01;web;up", "2026-11-17T23:58:01Z"),
        ("17/11/2026 23:58:01,404,GET /x", "2026-11-17T23:58:01Z"),
        ("2026-11-17,23:58:01,200,GET", "2026-11-17T23:58:01Z"),
        ("2026-11-17 23:58:01,503,GET /x", "2026-11-17T23:58:01Z"),
        ("2026-11-17 23:58:01,503 GET /x", "2026-11-17T23:58:01.503Z"),
        ("2026-11-17\t23:58:01\t200", "2026-11-17T23:58:01Z"),
        ('"17/11/2026" , "23:58"', "2026-11-17T23:58:00Z"),
        ('"17/11/2026","web-1","23:58:01"', "?"),
    ],
    "ids are no epochs beside a full stamp": [
        ("1550001111 17.11.2026 23:58:01 host up", "2026-11-17T23:58:01Z"),
        ("1550001111,2026-11-17 23:58:01,host", "2026-11-17T23:58:01Z"),
        ("1550001111 ana 2026-11-17T23:58:01Z login", "2026-11-17T23:58:01Z"),
        ("1794959881 2026-11-17 23:58:01 host up", "2026-11-17T23:58:01Z"),
    ],
    "ages": [
        ("6 weeks ago we changed the pool", "2026-10-09T18:00:00Z"),
        ("two months ago the token was made", "2026-09-20T18:00:00Z"),
        ("1 year ago", "2025-11-20T18:00:00Z"),
        ("2 hours and 15 minutes ago", "2026-11-20T15:45:00Z"),
        ("2 hours, 15 minutes ago", "2026-11-20T15:45:00Z"),
        ("2.5 hours ago", "2026-11-20T15:30:00Z"),
        ("nine hours ago", "2026-11-20T09:00:00Z"),
        ("an hour and a half ago", "2026-11-20T16:30:00Z"),
        ("vor 3 Wochen", "2026-10-30T18:00:00Z"),
        ("vor zwei Stunden und 10 Minuten", "2026-11-20T15:50:00Z"),
        ("il y a 3 mois", "2026-08-20T18:00:00Z"),
        ("il y a deux jours", "2026-11-18T18:00:00Z"),
        ("hace tres semanas", "2026-10-30T18:00:00Z"),
        ("há 2 horas e 5 minutos", "2026-11-20T15:55:00Z"),
        ("2 ore fa", "2026-11-20T16:00:00Z"),
        ("tre giorni fa", "2026-11-17T18:00:00Z"),
        ("3 dias atrás", "2026-11-17T18:00:00Z"),
        ("20 minuten geleden", "2026-11-20T17:40:00Z"),
        ("20 минут назад", "2026-11-20T17:40:00Z"),
        ("2 dni temu", "2026-11-18T18:00:00Z"),
        ("20 dakika önce", "2026-11-20T17:40:00Z"),
        ("před 2 hodinami", "2026-11-20T16:00:00Z"),
        ("för 20 minuter sedan", "2026-11-20T17:40:00Z"),
        ("20分前", "2026-11-20T17:40:00Z"),
    ],
    "short weekdays of other languages": [
        ("Mer 08:15 retour à la normale", "2026-11-18T08:15:00Z"),
        ("jeu. 08:15 retour", "2026-11-19T08:15:00Z"),
        ("[Mié 08:15] vuelta", "2026-11-18T08:15:00Z"),
        ("Gio 08:15 ripristino", "2026-11-19T08:15:00Z"),
        ("Qua 08:15 volta", "2026-11-18T08:15:00Z"),
        ("Mi 08:15 wieder da", "2026-11-18T08:15:00Z"),
        ("Do. 08:15 wieder da", "2026-11-19T08:15:00Z"),
        ("wo 08:15 hersteld", "2026-11-18T08:15:00Z"),
        ("tors 08:15 klart", "2026-11-19T08:15:00Z"),
        ("So 08:15 wieder da", "?"),
        ("so 08:15 it was back", "2026-11-20T08:15:00Z"),
    ],
    "numbers with blanks, dots around names, other scripts": [
        ("17. 11. 2026 23:58 výpadek", "2026-11-17T23:58:00Z"),
        ("17 / 11 / 2026, 23:58 x", "2026-11-17T23:58:00Z"),
        ("2026. 11. 17. 23:58 x", "2026-11-17T23:58:00Z"),
        ("November 17 , 2026 23:58 x", "2026-11-17T23:58:00Z"),
        ("17.Nov.2026 23:58:01 x", "2026-11-17T23:58:01Z"),
        ("17. Nov. 2026, 23:58 x", "2026-11-17T23:58:00Z"),
        ("Nov.17.2026 23:58 x", "2026-11-17T23:58:00Z"),
        ("17 नवंबर 2026, 23:58 सेवा बंद", "?"),
        ("17 ноември 2026, 23:58 x", "?"),
        ("ngày 17 tháng 11 năm 2026, 23:58 mất điện", "?"),
        ("17 พฤศจิกายน 2026 23:58 ล่ม", "?"),
        ("١٧ نوفمبر 2026 23:58", "?"),
    ],
    "east asian": [
        ("2026年11月17日(火) 23時58分 障害", "2026-11-17T23:58:00Z"),
        ("2026年11月17日（火）23:58 障害", "2026-11-17T23:58:00Z"),
        ("2026年11月17日 火曜日 23時58分01秒 障害", "2026-11-17T23:58:01Z"),
        ("2026年11月17日 星期二 下午11:58 故障", "2026-11-17T23:58:00Z"),
        ("2026년 11월 17일 (화) 23시 58분 장애", "2026-11-17T23:58:00Z"),
        ("11月17日(火) 23:58 障害", "2026-11-17T23:58:00Z"),
        ("2026/11/17(火) 23:58 障害", "2026-11-17T23:58:00Z"),
    ],
    "years below 100 with four digits": [
        ("0004-02-29T00:00:00 expires=never", "?"),
        ("0026-11-17 23:58:01 x", "?"),
        ("0099-12-31 00:00 x", "?"),
    ],
    "months that are words": [
        ("set 3 at 09:20 and waited", "2026-11-20T09:20:00Z"),
        ("out 2 at 09:20 for lunch", "2026-11-20T09:20:00Z"),
        ("gen 4 at 09:20 was replaced", "2026-11-20T09:20:00Z"),
        ("mag 7 at 09:20 reloaded", "2026-11-20T09:20:00Z"),
        ("Set 3 at 09:20 and waited", "2026-11-20T09:20:00Z"),
        ("set 10 09:20 x", "?"),
        ("10 set 2026 09:20 guasto", "2026-09-10T09:20:00Z"),
        ("set 10 14:05:06 host x", "2026-09-10T14:05:06Z"),
    ],
    "a day that looks like a list number": [
        ("17. 11.26 23.58 vika", "?"),
        ("3. 10:21 restarted", "2026-11-20T10:21:00Z"),
        ("17. 11. 09:20 x", "2026-11-17T09:20:00Z"),
    ],
    "shapes of tools": [
        ("11/17-23:58:01.123456 [**] [1:2:3] x", "2026-11-17T23:58:01.123456Z"),
        ("2026:11:17-23:58:01 fw ulogd[1]: x", "2026-11-17T23:58:01Z"),
        (": 1794959881:0;kubectl get pods", "2026-11-17T23:58:01Z"),
        ("#1794959881", "2026-11-17T23:58:01Z"),
        ("  501  2026-11-17 23:58:01 kubectl get pods", "2026-11-17T23:58:01Z"),
        ("  501  17/11/26 23:58:01 kubectl get pods", "?"),
        ("2026-11-17T23:58:01.123+0100: 0.5: [GC pause]", "2026-11-17T22:58:01.123Z"),
        ("2026-11-17T23:58:01+02:00 [99] up", "2026-11-17T21:58:01Z"),
        ("2026-11-17 23:58:01 +0530 [99] up", "2026-11-17T18:28:01Z"),
        ("Tue Nov 17 23:58:01 +08 2026", "2026-11-17T15:58:01Z"),
        ("Mon Nov 17 23:58:01 -03 2025 up", "2025-11-18T02:58:01Z"),
        ("Tue Nov 17 11:58:01 PM +07 2026", "2026-11-17T16:58:01Z"),
        ("Tue 17 Nov 2026 11:58:01 PM +0330", "2026-11-17T20:28:01Z"),
        ("2026-11-17T23:58:01Z+0200 x", "?"),
        ("2026-11-17T23:58:01+0200 (PST) x", "?"),
    ],
}
CONTEXT = SourceContext(captured=parse_instant("2026-11-20T18:00:00Z"), zone="UTC", date="2026-11-20")
CASES = [(kind, line, instant) for kind, lines in KINDS.items() for line, instant in lines]


@pytest.mark.parametrize(
    ("kind", "line", "instant"), CASES, ids=[f"{kind}: {line}" for kind, line, _ in CASES]
)
def test_a_line_of_a_kind_is_read_or_asked_about(kind: str, line: str, instant: str) -> None:
    reading = _read(line)
    if instant == "?":
        assert reading.instant is None or _asks(reading)
    else:
        assert (shown(reading), _asks(reading)) == (instant, False), kind


def _read(line: str) -> Reading:
    """The first stamp that an import finds in the line."""
    readings = [read.reading for read in read_lines(read_source(line), CONTEXT)]
    return next((reading for reading in readings if reading.rule), readings[0])


def _asks(reading: Reading) -> bool:
    return len(reading.alternatives) > 1 or bool(set(reading.flags) - NOT_ASKED)

"""Stamps of another day or another zone than those around them, where a date or a zone left behind shows."""

import pytest

from tests.builders.readings import read_one, shown

DATES = (
    ("2024-03-11: 14:05 down", "2024-03-11T21:05:00Z"),
    ("2024-03-11 / 14:05 down", "2024-03-11T21:05:00Z"),
    ("2024-03-11;14:05:06;down", "2024-03-11T21:05:06Z"),
    ("2024-03-11,14:05:06,down", "2024-03-11T21:05:06Z"),
    ("[2024-03-11] [14:05:06] down", "2024-03-11T21:05:06Z"),
    ("2024/03/11(Mon) 14:05 down", "2024-03-11T21:05:00Z"),
    ("=ERROR REPORT==== 11-Mar-2024::14:05:06 ===", "2024-03-11T21:05:06Z"),
    ("Mar 11 '24 14:05 down", "2024-03-11T21:05:00Z"),
    ("March 11 (Monday) 14:05 down", "2024-03-11T21:05:00Z"),
    ("March 11, at around 14:05 down", "2024-03-11T21:05:00Z"),
    ("11 March: 14:05 down", "2024-03-11T21:05:00Z"),
    ("(11 Mar) 14:05 down", "2024-03-11T21:05:00Z"),
    ("11. 3. 2024 14:05", "2024-03-11T21:05:00Z"),
    ("[3/11] 14:05 down", "2024-03-11T21:05:00Z"),
    ("le 11 mars à 14h05", "2024-03-11T21:05:00Z"),
    ("le 11 mars 2024 à 14 h 05", "2024-03-11T21:05:00Z"),
    ("am 10.03. um 14:05 Uhr", "2024-03-10T21:05:00Z"),
    ("11 marzo, ore 14:05", "2024-03-11T21:05:00Z"),
    ("11 марта в 14:05", "2024-03-11T21:05:00Z"),
    ("On March 11 we saw errors at 14:05", "2024-03-11T21:05:00Z"),
    ("On 11 March, traffic dropped around 14:05", "2024-03-11T21:05:00Z"),
    ("we deployed at 14:05 on 3/11", "2024-03-11T21:05:00Z"),
    ("2 out of all pods at 14:05", "2024-03-12T21:05:00Z"),
    ("it may 11 times fail at 14:05", "2024-03-12T21:05:00Z"),
)
PARTS_OF_DAYS = (
    ("yesterday evening at 9:05", "2024-03-12T04:05:00Z"),
    ("yesterday morning at 9:05", "2024-03-11T16:05:00Z"),
    ("gestern Abend um 23:50 Uhr", "2024-03-12T06:50:00Z"),
    ("gestern Nacht um 2:05", "2024-03-12T09:05:00Z"),
    ("heute Morgen um 9:05 Uhr", "2024-03-12T16:05:00Z"),
    ("hier soir à 23h50", "2024-03-12T06:50:00Z"),
    ("ce matin à 9h05", "2024-03-12T16:05:00Z"),
    ("this morning at 9:05", "2024-03-12T16:05:00Z"),
    ("this evening at 9:05", "2024-03-13T04:05:00Z"),
    ("tonight at 9:05 we switch", "2024-03-13T04:05:00Z"),
    ("last night around 11:50pm PT", "2024-03-12T06:50:00Z"),
    ("last night at 2:05", "2024-03-12T09:05:00Z"),
    ("it broke at 23:50 last night", "2024-03-12T06:50:00Z"),
    ("2024-03-11 evening, 9:05", "2024-03-12T04:05:00Z"),
)
ZONES = (
    ("2024-03-12 14:05:06 +02", "2024-03-12T12:05:06Z"),
    ("2024-03-12 14:05:06.123 -03 [main] up", "2024-03-12T17:05:06.123Z"),
    ("2024-03-12 14:05 -03", "2024-03-12T17:05:00Z"),
    ("14:05:06 -12 pods", "2024-03-12T21:05:06Z"),
    ("14:05 +10 Pods", "2024-03-12T21:05:00Z"),
    ("14:05 Berlin time", "2024-03-12T13:05:00Z"),
    ("14:05 New York time", "2024-03-12T18:05:00Z"),
    ("14:05 Central European Time", "2024-03-12T13:05:00Z"),
    ("14:05 Response time 5s", "2024-03-12T21:05:00Z"),
    ("1405 PDT restart", "2024-03-12T21:05:00Z"),
)
DRESSES = (
    ("\x1b[32m2024-03-11 14:05:06\x1b[0m INFO up", "2024-03-11T21:05:06Z"),
    ("\x1b[90m14:05:06\x1b[0m up", "2024-03-12T21:05:06Z"),
    ("INFO:2024-03-11 14:05:06,123:up", "2024-03-11T21:05:06.123Z"),
    ("app.log:12:2024-03-11T14:05:06Z up", "2024-03-11T14:05:06Z"),
    ("  12345:20240311:140506.123 server #1 started", "2024-03-11T21:05:06.123Z"),
    ("/Date(1710252306123-0700)/", "2024-03-12T14:05:06.123Z"),
    ("2024-03-11T14:05:06Z/2024-03-11T15:00:00Z", "2024-03-11T14:05:06Z"),
    ("_14:05_ rolled back", "2024-03-12T21:05:00Z"),
    ("2:05p rolled back", "2024-03-12T21:05:00Z"),
    ("1h30m ago", "2024-03-12T21:30:00Z"),
    ("vor einer Stunde", "2024-03-12T22:00:00Z"),
    ("il y a 2 heures", "2024-03-12T21:00:00Z"),
    ("hace 3 días", "2024-03-09T23:00:00Z"),
)


@pytest.mark.parametrize(("stamp", "instant"), [*DATES, *PARTS_OF_DAYS, *ZONES, *DRESSES])
def test_a_stamp_reads_as(stamp: str, instant: str) -> None:
    assert shown(read_one(stamp)) == instant


@pytest.mark.parametrize("text", ["On the 10th at 14:05", "Mon 11th 14:05"])
def test_a_date_that_is_not_understood_asks_rather_than_takes_the_day_around(text: str) -> None:
    assert (shown(read_one(text)), read_one(text).flags) == ("-", ("date-unknown",))

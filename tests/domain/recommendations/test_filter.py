from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.filter_language import completions
from oncall_tui.domain.instants import parse_instant
from oncall_tui.domain.recommendations.attention_status import (
    TrackerIncident,
    days_untouched,
    tracker_context,
)
from oncall_tui.domain.recommendations.filter import (
    FLAGS,
    VOCABULARY,
    filter_recommendations,
    make_searchable,
    read_recommendation_filter,
)
from tests.builders.recommendations import a_recommendation, days_ago, seen_from

OUTLOOK = seen_from(TrackerIncident("01i", "redis-night"), TrackerIncident("01j", "token-leak"))
ITEMS = (
    a_recommendation(
        "Alert on redis pool use",
        id="pool",
        status="planned",
        definition_of_done="the pool pages",
        label="operational",
        owner="ana",
        accepted_by="ana",
        due="2026-11-01",
        labels=("redis",),
        outcome="detect sooner",
        impact="high",
        effort="low",
    ),
    a_recommendation(
        "Move off personal tokens",
        id="tokens",
        status="in-progress",
        label="strategic",
        owner="Ana Maria",
        incidents=("01i", "01j"),
        tickets=("CP-4411",),
        change_type="process",
        due="2026-11-30",
        touched_at=days_ago(61),
        created_at=days_ago(100),
    ),
    a_recommendation("Test restores", id="restores", created_at=days_ago(3)),
    a_recommendation(
        "Blue-green pricing",
        id="pricing",
        status="dropped",
        reason="sold",
        status_at=days_ago(40),
        owner="bo",
    ),
)
ENTRIES = [make_searchable(item, OUTLOOK) for item in ITEMS]


def found(words: str) -> list[str]:
    return [
        item.id for item, _ in filter_recommendations(ENTRIES, read_recommendation_filter(words), OUTLOOK)
    ]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("", ["pool", "tokens", "restores", "pricing"]),
        ("status:planned", ["pool"]),
        ('status:"in progress"', ["tokens"]),
        ("status:in_progress,idea", ["tokens", "restores"]),
        ("-status:idea open", ["pool", "tokens"]),
        ("label:strategic", ["tokens"]),
        ("label:redis", ["pool"]),
        ("tag:redis", ["pool"]),
        ("label:none", ["restores", "pricing"]),
        ("owner:ana", ["pool"]),
        ("owner:ana*", ["pool", "tokens"]),
        ('owner:"ana maria"', ["tokens"]),
        ("owner:none", ["restores"]),
        ("overdue", ["pool"]),
        ("silent", ["tokens"]),
        ("stale:30", ["tokens"]),
        ("stale:0-10", ["pool", "restores"]),
        ("age:0-7", ["restores"]),
        ("age:91-", ["tokens"]),
        ("incident:token", ["tokens"]),
        ("incident:01j", ["tokens"]),
        ("ticket:4411", ["tokens"]),
        ("ticket:none open", ["pool", "restores"]),
        ("outcome:detect", ["pool"]),
        ("type:process", ["tokens"]),
        ("impact:high effort:low", ["pool"]),
        ("due:2026-11", ["pool", "tokens"]),
        ("due:<2026-11-21", ["pool"]),
        ("due:>2026-11-21", ["tokens"]),
        ("due:none", ["restores", "pricing"]),
        ("due-soon", ["tokens"]),
        ("closed", ["pricing"]),
        ("ended:2026-10", ["pricing"]),
        ("opened:2026-11-18", ["restores"]),
        ("accepted", ["pool"]),
        ("unaccepted", ["tokens"]),
        ("redis", ["pool", "tokens", "restores", "pricing"]),
        ("POOL redis-night", ["pool"]),
        ("-tokens open", ["pool", "restores"]),
        ('"pool pages"', ["pool"]),
    ],
)
def test_words(words: str, ids: list[str]) -> None:
    assert found(words) == ids


@pytest.mark.parametrize("words", ["stale:long", "age:x", "due:soon", "opened:11/2026"])
def test_a_number_or_date_that_is_none_is_said(words: str) -> None:
    with pytest.raises(RefusedError, match="Use"):
        found(words)


def test_every_key_and_flag_of_the_vocabulary_has_a_meaning() -> None:
    for flag in FLAGS:
        assert set(found(flag)) <= {item.id for item in ITEMS}
    for key in VOCABULARY:
        for offer in completions(f"{key}:", VOCABULARY, FLAGS):
            found(offer)


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("status:open", ["pool", "tokens", "restores"]),
        ("status:closed", ["pricing"]),
        ("@ana", ["pool"]),
        ("-@ana open", ["tokens", "restores"]),
        ("owner:ana or owner:bo", ["pool", "pricing"]),
        ("open owner:none or owner:ana", ["pool", "restores"]),
        ("due<2026-11-15", ["pool"]),
        ("due<=2026-11-30", ["pool", "tokens"]),
        ('due:"30 Nov"', ["tokens"]),
        ("due>2026-11-01", ["tokens"]),
        ("stale>60", ["tokens"]),
        ("age<10", ["restores"]),
        ("mine", ["pool"]),
        ("owner:me", ["pool"]),
        ('"status:planed"', []),
    ],
)
def test_the_words_that_a_lead_reaches_for(words: str, ids: list[str]) -> None:
    outlook = OUTLOOK._replace(me="ana")
    wanted = read_recommendation_filter(words)
    assert [item.id for item, _ in filter_recommendations(ENTRIES, wanted, outlook)] == ids


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        ("status:planed", "status:planned"),
        ("status:bogus", "There are: idea, planned"),
        ("owener:none", "owner:"),
        ("foo:bar", "There are: status"),
        ("label:strategc", "label:strategic"),
        ("tag:reddis", "tag:redis"),
        ("owner:anna", "owner:ana"),
        ("impact:hugh", "impact:high"),
        ("outcome:avoid", "There are: prevent"),
        ("type:proces5", "type:process"),
        ("effect:helpt", "effect:helped"),
        ("incident:redis-nihgt", "incident:redis-night"),
        ("is:overdu", "is:overdue"),
        ("unaceptd", "unaccepted"),
        ("due:soonish", "due:fri"),
        ("stale:" + "9" * 5000, "stale:30"),
        ("age:" + "9" * 5000, "age:30"),
        ("due:<" + "9" * 5000, "due:fri"),
        ("status:idea or status:planed", "status:planned"),
    ],
)
def test_a_word_that_means_nothing_is_refused_with_the_nearest(words: str, nearest: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        filter_recommendations(ENTRIES, read_recommendation_filter(words), OUTLOOK)
    assert nearest in str(refusal.value)
    assert len(str(refusal.value)) < 400


@pytest.mark.parametrize(
    ("touched", "days"), [("2026-10-20T23:30", 34), ("2026-10-21T00:30", 33), ("2026-11-22T23:59", 1)]
)
def test_ages_are_days_of_the_calendar_also_over_a_change_of_clocks(touched: str, days: int) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    outlook = tracker_context(parse_instant("2026-11-23T08:00:00Z"), berlin, {})
    moment = datetime.fromisoformat(touched).replace(tzinfo=berlin)
    item = a_recommendation("Alert", touched_at=int(moment.timestamp()) * 1_000_000)
    assert days_untouched(item, outlook) == days

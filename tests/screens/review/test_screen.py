"""Review: each key once, over a generated incident (V1-V8)."""

from pathlib import Path

import pytest

from oncall_tui.domain.instants import DAY
from oncall_tui.screens.analysis.screen import AnalysisScreen
from oncall_tui.screens.recommendations.screen import RecommendationsScreen
from oncall_tui.screens.text_page import TextPage
from oncall_tui.screens.timeline.screen import TimelineScreen
from tests.screens.harness import screen_lines, screen_text
from tests.screens.review.reviews import SMALL, WIDE, Team, press, review_open, screen, title_here


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path / "data", rows=20)


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_items_are_in_reading_order_with_days_talks_and_readers(
    team: Team, size: tuple[int, int]
) -> None:
    team.open()
    bo = team.person("bo")
    bo.reviews.comment(team.incident, team.row(1), "clarify", "How was it found?")
    bo.reviews.comment(team.incident, team.row(1), "disagree", "It was known before.")
    bo.reviews.read(team.incident, team.row(0))
    async with review_open(team, size=size) as pilot:
        lines = screen_lines(pilot.app.screen)
        text = "\n".join(lines)
        assert "review  closes Mon 23 Nov 09:00, 2d" in lines[0]
        assert "[4 Review]" in lines[1]
        assert "li nothing yet · you to 08:00" in lines[2]
        assert "22 of 25 to read" in lines[2]
        in_order = [
            "Summary  ",
            "Timeline · Sat 21 Nov 2026 · GMT",
            "step 0",
            "you read to here",
            "08:01    saw",
        ]
        places = [text.index(words) for words in in_order]
        assert places == sorted(places)
        assert "2 talks" in text
        assert "clarify   bo  Sat    How was it found?" in text
        assert "open: bo says answered" in text
        assert "open until Mon 09:00: bo says resolved" in text
        assert max(map(len, lines)) <= size[0]


async def test_sixty_rows_and_three_comments_take_fewer_than_forty_keys(tmp_path: Path) -> None:
    """V2: the keys beside the typing, counted as they are pressed."""
    team = Team(tmp_path / "data", rows=60)
    team.open()
    keys: list[str] = []
    async with review_open(team) as pilot:

        async def do(*pressed: str) -> None:
            keys.extend(key for key in pressed if not key.startswith("type:"))
            await press(pilot, *pressed)

        await do("pagedown", "c", "f", "type:how was it seen?", "enter")
        await do("pagedown", "pagedown", "c", "d", "type:that was known", "enter")
        await do("pagedown", "c", "c", "type:say which node", "enter", "enter")
        while "1 of 65 to read" not in screen_text(pilot):
            await do("pagedown")
        await do("space")
        assert "all read" in screen_text(pilot)
    assert len(keys) < 40, keys
    view = team.view()
    assert [thread.comment.kind for thread in view.threads] == ["clarify", "disagree", "change"]
    reader = view.reader("bo")
    assert reader is not None
    assert reader.unread == 0


async def test_moving_on_reads_what_was_passed_and_going_to_the_end_does_not(team: Team) -> None:
    async with review_open(team) as pilot:
        await press(pilot, "j", "j")
        assert screen(pilot).reached == 2
        await press(pilot, "k", "k")
        assert screen(pilot).reached == 2
        await press(pilot, "G", "k", "j")
        assert screen(pilot).reached == 2
        await press(pilot, "g", "j", "j", "j")
        assert screen(pilot).reached == 3
        await press(pilot, "space")
        assert screen(pilot).reached == 4
        assert title_here(pilot).endswith("step 2")
        await press(pilot, "g", "n")
        assert title_here(pilot).endswith("step 2")
        await press(pilot, "n")
        assert screen(pilot).reached == 5
        await press(pilot, "N")
        assert "Nothing above is unread." in screen_text(pilot)
    reader = team.view().reader("bo")
    assert reader is not None
    assert reader.read_to is not None
    assert reader.read_to.title.endswith("step 2")


async def test_a_comment_begins_with_the_words_that_it_is_about(team: Team) -> None:
    async with review_open(team) as pilot:
        await press(pilot, "c", "d", 'type:"disk was full" which disk?')
        assert "about “disk was full”" in screen_text(pilot)
        await press(pilot, "enter")
        (thread,) = team.view().threads
        assert thread.comment.quote is not None
        assert (thread.comment.quote.exact, thread.comment.text) == ("disk was full", "which disk?")
        await press(pilot, "u")
        assert team.view().threads == ()
        await press(pilot, "U")
        assert len(team.view().threads) == 1


async def test_a_change_is_proposed_shown_word_by_word_and_applied(team: Team) -> None:
    async with review_open(team) as pilot:
        await press(pilot, "c", "c", "type:name it", "enter", "end", "type: On node 7.", "enter")
        assert "proposes:" in screen_text(pilot)
        assert "[+ On node 7.+]" in " ".join(screen_text(pilot).split())
    async with review_open(team, "ana") as pilot:
        await press(pilot, "r", "a")
        assert "Applied, credited to bo and you" in screen_text(pilot)
        assert team.view().threads[0].ending is not None
        assert team.view().writeup.section("summary").text.endswith("On node 7.")  # type: ignore[union-attr]
        assert "1 ended" in screen_text(pilot)


async def test_a_change_on_a_moved_base_shows_both_differences_and_asks(team: Team) -> None:
    team.now += 1_000_000
    async with review_open(team) as pilot:
        await press(pilot, "c", "c", "type:name it", "enter", "end", "type: On node 7.", "enter")
    team.now += 1_000_000
    team.write("Pods could not start: a disk was full.")
    async with review_open(team, "ana") as pilot:
        assert "changed since:" in screen_text(pilot)
        await press(pilot, "r", "a")
        assert "[-the-][+a+]" in " ".join(screen_text(pilot).split())
        assert "[-the-]{+a+}" in " ".join(screen_text(pilot).split())
        await press(pilot, "j")
        assert "{+ On node 7.+}" in " ".join(screen_text(pilot).split())
        await press(pilot, "k")
        await press(pilot, "enter")
        assert team.view().threads[0].is_open
        await press(pilot, "r", "a", "j", "enter")
        assert not team.view().threads[0].is_open


ENDINGS = [
    ("clarify", "bo", ("r", "y"), "answered"),
    ("clarify", "bo", ("r", "n"), "unanswerable"),
    ("clarify", "bo", ("r", "w"), "withdrawn"),
    ("disagree", "bo", ("r", "s"), "resolved"),
    ("disagree", "bo", ("x",), "withdrawn"),
    ("change", "ana", ("r", "a"), "applied"),
    ("change", "ana", ("r", "d", "type:it is right", "enter"), "declined"),
]


@pytest.mark.parametrize(("kind", "who", "keys", "ending"), ENDINGS)
async def test_each_kind_ends_in_its_own_way(
    team: Team, kind: str, who: str, keys: tuple[str, ...], ending: str
) -> None:
    team.open()
    team.person("bo").reviews.comment(team.incident, team.row(0), kind, "so it is")
    async with review_open(team, who) as pilot:
        await press(pilot, "!", *keys)
        thread = team.view().threads[0]
        assert thread.ending is not None, screen_text(pilot)
        assert thread.ending.kind == ending
        assert f"{ending} by {who}" in screen_text(pilot)


async def test_only_what_one_may_is_offered(team: Team) -> None:
    team.open()
    team.person("bo").reviews.comment(team.incident, team.row(0), "disagree", "so it is")
    async with review_open(team, "ana") as pilot:
        await press(pilot, "!", "r")
        menu = screen_lines(pilot.app.screen)[-1]
        assert "reply" in menu
        assert "resolved" not in menu
        assert "dissent" not in menu
        await press(pilot, "escape")
    team.now += 3 * DAY
    async with review_open(team, "ana") as pilot:
        await press(pilot, "!", "r", "p", "enter", "type:it was not", "enter", "type:a log of it", "enter")
        ending = team.view().threads[0].ending
        assert ending is not None
        assert (ending.kind, ending.position, ending.standing, ending.would_change) == (
            "dissent",
            "so it is",
            "it was not",
            "a log of it",
        )
        assert "would change minds: a log of it" in screen_text(pilot)


async def test_enter_goes_into_the_talks_and_esc_back(team: Team) -> None:
    bo = team.person("bo")
    bo.reviews.comment(team.incident, team.row(0), "clarify", "first")
    team.now += 1_000_000
    bo.reviews.comment(team.incident, team.row(0), "clarify", "second")
    async with review_open(team) as pilot:
        await press(pilot, "!", "enter")
        assert screen(pilot).talks.has_focus
        await press(pilot, "j", "r", "r", "type:by a graph", "enter")
        assert [reply.text for reply in team.view().threads[1].replies] == ["by a graph"]
        await press(pilot, "e", "end", "type:, again", "enter")
        assert team.view().threads[1].comment.text == "second, again"
        await press(pilot, "r", "m", "type:which graph", "enter")
        assert [thread.comment.summary for thread in team.view().agenda] == ["which graph"]
        await press(pilot, "escape")
        assert screen(pilot).row_list.has_focus
        await press(pilot, "r")
        assert "Which talk?" in screen_text(pilot)
        await press(pilot, "escape", "enter", "k", "k", "enter")
        assert isinstance(pilot.app.screen, TimelineScreen)


async def test_enter_goes_to_a_row_or_recommendation_that_nobody_talks_about(team: Team) -> None:
    id = team.ana.follow_up.add("disk", "Alert on the size").id
    async with review_open(team) as pilot:
        await press(pilot, "j", "j", "enter")
        assert isinstance(pilot.app.screen, TimelineScreen)
        await press(pilot, "4", "G")
        while not title_here(pilot).startswith("Alert"):
            await press(pilot, "k")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, RecommendationsScreen)
        assert pilot.app.screen.row_list.cursor_id == id


async def test_enter_on_a_record_of_the_analysis_opens_that_record(team: Team) -> None:
    team.ana.analysis.add(team.incident, "hazard", "nodes had less disk than images need")
    id = team.ana.analysis.add(team.incident, "control", "disk alert")
    async with review_open(team) as pilot:
        await press(pilot, "G")
        while title_here(pilot) != "disk alert":
            await press(pilot, "k")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, AnalysisScreen)
        assert pilot.app.screen.row_list.cursor_id == id


async def test_what_changed_since_is_read_again_by_passing_it_and_nothing_else_is(team: Team) -> None:
    bo = team.person("bo")
    bo.reviews.read(team.incident, team.row(2))
    team.write("It was the disk.")
    with team.ana.store.transaction(team.incident, "reworded") as unit:
        unit.put("events", team.row(1).id, {"text": "another step"})
    async with review_open(team) as pilot:
        await press(pilot, "j", "j", "2")
        assert len(team.view().changed_places("bo")) == 2
        await press(pilot, "4", "g", "n", "2")
        (place,) = team.view().changed_places("bo")
        assert "another step" in team.view().items[place].title


async def test_a_filter_shows_what_fits_and_moving_in_it_reads_nothing(team: Team) -> None:
    li = team.person("li")
    li.reviews.comment(team.incident, team.row(3), "disagree", "It was the network.")
    li.reviews.comment(team.incident, team.row(1), "clarify", "Which disk?")
    async with review_open(team) as pilot:
        for words, titles in (
            ("network", 1), ("kind:disagree", 1), ("by:li", 2), ("open -kind:clarify", 1), ("unread talk", 2),
        ):  # fmt: skip
            await press(pilot, "slash", "ctrl+u", f"type:{words}", "enter")
            assert len(screen(pilot).row_list.rows) == titles, words
        assert "Esc shows all" in screen_text(pilot)
        await press(pilot, "g", "j", "2")
        assert team.view().reader("bo") is None
        await press(pilot, "4", "escape")
        assert len(screen(pilot).row_list.rows) > 4


async def test_a_review_is_opened_extended_signed_closed_completed_and_reopened(team: Team) -> None:
    async with review_open(team, "ana") as pilot:
        assert "No review is open yet" in screen_text(pilot)
        await press(pilot, "s", "o", "ctrl+u", "type:+2d 17:00", "enter", "ctrl+u", "type:bo, li", "enter")
        held = team.view().round
        assert held is not None
        assert sorted(held.reviewers) == ["bo", "li"]
        assert "closes Mon 23 Nov 17:00, 2d 8h" in screen_text(pilot)
        await press(pilot, "t", "ctrl+u", "type:+4d", "enter", "type:bo is away", "enter")
        assert team.view().round.extended == "bo is away"  # type: ignore[union-attr]
        await press(pilot, "at", "enter", "type:li", "enter")
        assert team.view().round.presenter == "li"  # type: ignore[union-attr]
        await press(pilot, "s", "g", "enter", "enter", "j", "j", "enter", "type:fine", "enter")
        signed = team.view().reader("ana").signed  # type: ignore[union-attr]
        assert signed is not None
        assert (signed.aligned, signed.understood, signed.improvements) == ("yes", "yes", "not-yet")
        assert (signed.word, "you nothing yet, signed" in screen_text(pilot)) == ("fine", True)
        await press(pilot, "s", "c")
        assert "Complete. Read by nobody." in screen_text(pilot)
        await press(pilot, "s", "v", "enter", "enter")
        await press(pilot, "s", "r", "type:a row is missing", "enter")
        assert not team.view().is_complete
        await press(pilot, "s", "x", "type:nobody has time", "enter")
        assert team.view().round.closed == "nobody has time"  # type: ignore[union-attr]


async def test_what_can_not_be_completed_names_the_reasons(team: Team) -> None:
    team.person("bo").reviews.comment(team.incident, team.row(0), "disagree", "so it is")
    team.write("")
    team.person("bo").reviews.read(team.incident)
    async with review_open(team, "ana") as pilot:
        await press(pilot, "s", "c")
        said = " ".join(screen_text(pilot).split())
        assert "It can't be completed: it has no summary; a disagreement is open" in said
        assert not team.view().is_complete


@pytest.mark.parametrize(
    ("key", "words"), [("i", "Please review"), ("g", "Agenda:"), ("n", "not complete yet")]
)
async def test_its_texts_write_themselves(team: Team, key: str, words: str) -> None:
    async with review_open(team) as pilot:
        await press(pilot, "Y", key)
        assert isinstance(pilot.app.screen, TextPage)
        assert words in screen_text(pilot)


async def test_raw_lines_are_shown_on_request(team: Team) -> None:
    async with review_open(team) as pilot:
        await press(pilot, "j", "j", "v")
        assert "As written:" in screen_text(pilot)
        assert "@08:00 > step 0" in screen_text(pilot)
        await press(pilot, "v")
        assert "As written:" not in screen_text(pilot)


async def test_talks_on_rows_that_are_gone_are_first_and_unknown_kinds_last(team: Team) -> None:
    bo, row = team.person("bo"), team.row(0)
    bo.reviews.comment(team.incident, row, "clarify", "how?")
    team.ana.curate.leave_out(team.incident, [row.id])
    with team.ana.store.transaction(team.incident) as unit:
        fields = {
            "kind": "praise",
            "text": "well done",
            "target": {"table": "events", "id": "x", "field": ""},
        }
        unit.put("comments", unit.new_id(), fields)
    async with review_open(team) as pilot:
        await press(pilot, "g")
        text = screen_text(pilot)
        assert text.index("on rows that are gone") < text.index("step 0") < text.index("Summary")
        assert "how?" in text
        await press(pilot, "G")
        assert "from a newer version" in screen_text(pilot)
        assert "well done" in screen_text(pilot)


async def test_the_good_faith_statement_is_shown_once_then_in_help(team: Team) -> None:
    async with review_open(team, greeted=False) as pilot:
        assert "made sense to them" in screen_text(pilot)
        await press(pilot, "j", "j")
        assert "made sense to them" not in screen_text(pilot)
        assert screen(pilot).reached == 2
    async with review_open(team, greeted=False) as pilot:
        assert "made sense to them" not in screen_text(pilot)
        await press(pilot, "?")
        await press(pilot, "G", "k")
        help_text = screen_text(pilot)
        while "made sense to them" not in help_text:
            before = help_text
            await press(pilot, "pageup")
            help_text = screen_text(pilot)
            assert help_text != before


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_the_keys_at_the_foot_fit(team: Team, size: tuple[int, int]) -> None:
    async with review_open(team, size=size) as pilot:
        foot = screen_lines(pilot.app.screen)[-1]
        assert "? help" in foot
        assert len(foot) <= size[0]


async def test_nobody_rewords_or_withdraws_what_somebody_else_said(team: Team) -> None:
    team.person("bo").reviews.comment(team.incident, team.row(0), "clarify", "how?")
    async with review_open(team, "ana") as pilot:
        await press(pilot, "!", "e", "end", "type: really", "enter")
        assert "It is bo's comment. Nothing was changed." in screen_text(pilot)
        await press(pilot, "x")
        assert "only bo can" in screen_text(pilot)
        thread = team.view().threads[0]
        assert thread.comment.text == "how?"
        assert thread.is_open

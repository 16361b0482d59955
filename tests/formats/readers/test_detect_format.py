"""Choosing a format: by itself with a reason, or by name."""

import pytest

from oncall_tui.domain.errors import RefusedError
from oncall_tui.formats.readers.detect_format import read_source

LOG = "Mar 12 14:05:06 n1 cron[7]: ran\n"


def test_one_shape_is_named_with_its_reason() -> None:
    read = read_source(LOG * 3)
    assert (read.format, read.why) == ("syslog", "syslog lines: a stamp, a host, a program")


def test_a_few_odd_lines_do_not_change_what_it_is() -> None:
    assert (
        read_source(LOG * 19 + "-- MARK --\n").why
        == "syslog lines: a stamp, a host, a program (19 of 20 lines)"
    )


def test_several_shapes_are_mixed_and_counted() -> None:
    read = read_source("14:02 it began\n" + LOG)
    assert (read.format, read.why) == ("mixed", "several shapes in one paste: 1 text, 1 syslog lines")


def test_a_named_format_takes_its_lines_and_leaves_the_rest_as_text() -> None:
    read = read_source("14:02 it began\n" + LOG, "syslog")
    assert (read.format, read.why) == ("syslog", "named by you")
    assert [line.text for line in read.lines] == ["14:02 it began", "n1 cron[7]: ran"]


@pytest.mark.parametrize("name", ["text", "markdown", "Text "])
def test_everything_can_be_read_as_text(name: str) -> None:
    assert read_source(LOG, name).lines[0].text == LOG.strip()


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(RefusedError, match="syslog"):
        read_source(LOG, "sylog")


def test_nothing_written_is_no_line() -> None:
    assert read_source("\n \n\t\r\n").lines == ()

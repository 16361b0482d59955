"""Reading stamps: lines per second in a source of one shape and of mixed ones, against a regex + `fromisoformat`."""

import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from oncall_tui.domain.instants import EPOCH, parse_instant
from oncall_tui.timestamps.read_source import read_source
from oncall_tui.timestamps.types import SourceContext, StampLine
from tests.benchmarks.figure import Figure, interleaved

LINES = 30_000
STAMP = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?")
MICROSECOND = timedelta(microseconds=1)
CONTEXT = SourceContext(captured=parse_instant("2024-03-14T00:00:00Z"), zone="Europe/London")
START = datetime(2024, 3, 12, 8, tzinfo=EPOCH.tzinfo)


def rows() -> list[Figure]:
    """One locked shape, and six shapes in turn."""
    plain = [
        f"{_moment(number):%Y-%m-%dT%H:%M:%S}.{number % 1000:03}Z {_words(number)}" for number in range(LINES)
    ]
    mixed = [_mixed(number) for number in range(LINES)]
    return [
        _figure("reading stamps, one shape", plain, plain, 0.4),
        _figure("reading stamps, six shapes mixed", mixed, plain, 0.15),
    ]


def _figure(name: str, lines: list[str], plain: list[str], least: float) -> Figure:
    """Lines per second; the ratio is how many of the peer's we read in the same time."""
    source = [StampLine(line) for line in lines]
    comparison = interleaved(
        lambda: _seconds(lambda: read_source(source, CONTEXT)), lambda: _seconds(lambda: floor(plain))
    )
    return Figure(
        name,
        len(lines) / comparison.ours,
        "lines/s",
        f">= {least}",
        1 / comparison.ratio,
        "regex + fromisoformat",
    )


def floor(lines: list[str]) -> list[int]:
    """The least that gives the same: a pattern, the standard library's parser, an instant in microseconds."""
    return [
        (datetime.fromisoformat(match[0]) - EPOCH) // MICROSECOND
        for line in lines
        if (match := STAMP.search(line))
    ]


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _moment(number: int) -> datetime:
    return START + timedelta(milliseconds=700 * number)


def _words(number: int) -> str:
    return (
        f"checkout-{number % 9} handler[{number % 700}]: request {number} took {number % 300} ms status=200"
    )


def _mixed(number: int) -> str:
    """Kubernetes, syslog, an access log, Python's logging, nginx and klog, as in a paste of everything."""
    moment, words = _moment(number), _words(number)
    return (
        f"{moment:%Y-%m-%dT%H:%M:%S}.{number % 1000:03}Z {words}",
        f"{moment:%b %d %H:%M:%S} {words}",
        f'10.0.{number % 9}.{number % 99} - - [{moment:%d/%b/%Y:%H:%M:%S} +0000] "GET /pay HTTP/1.1" 200 {number}',
        f"{moment:%Y-%m-%d %H:%M:%S},{number % 1000:03} INFO {words}",
        f"{moment:%Y/%m/%d %H:%M:%S} [error] 7#7: *{number} {words}",
        f"I{moment:%m%d %H:%M:%S}.{number % 1000:06}       1 server.go:12] {words}",
    )[number % 6]

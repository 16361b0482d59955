"""Read a written date: years that are missing, short or mistyped, and 03/04/24.

`anchor` is the day nearest by: the line before, else the source's day; `latest` the last day a stamp may carry
without being odd, two days past the capture (DESIGN, time, 7 and 10).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from oncall_tui.timestamps.patterns.components import WrittenDate

_NEAR = timedelta(days=31)
_RECENT = timedelta(days=800)
_DECADE = timedelta(days=3650)
_ORDERS = ("dmy", "mdy", "ymd")


@dataclass(frozen=True, slots=True)
class DateCandidates:
    """The days a date can mean, likeliest first, each with why; empty when there is no such date."""

    days: tuple[tuple[date, str], ...]
    flags: tuple[str, ...] = ()
    suggestions: tuple[tuple[date, str], ...] = ()
    """For a date that is refused: what may have been meant."""
    year_written: bool = False


@dataclass(frozen=True, slots=True)
class DateContext:
    """Facts about a source's dates, beside the date itself."""

    anchor: date
    latest: date
    today: date
    carried: bool = False
    """The anchor is the day of the line before."""
    stated: str | None = None
    """The order of day and month as a person said."""
    shown: tuple[str, ...] = ()
    """The orders in which all of the source's dates exist."""
    usual: str = "dmy"
    """The order of the zone's country, when nobody said and nothing shows."""
    known: tuple[date, ...] = ()
    """The source's days that can be read in one way only."""


def date_candidates(day: WrittenDate, calendar: DateContext, machine: bool) -> DateCandidates:
    """Return the candidates for a date. `machine`: zone or fraction is written too, so that its year is no slip of
    the hand.
    """
    if day.days_ago is not None:
        return DateCandidates(((calendar.today - timedelta(days=day.days_ago), ""),))
    if day.next_day:
        return DateCandidates(((calendar.anchor + timedelta(days=1), ""),))
    if len(day.numbers) == 3:
        return _numbers(day, calendar)
    if len(day.numbers) == 2:
        return _two_numbers(day, calendar, machine)
    if day.month is not None and day.day is not None:
        return _named(day, day.month, day.day, calendar, machine)
    return _weekday(day, calendar)


def _named(day: WrittenDate, month: int, number: int, calendar: DateContext, machine: bool) -> DateCandidates:
    if day.year is None:
        found = _nearest_year(month, number, calendar)
        return DateCandidates(((found, ""),) if found else (), () if found else ("no-such-date",))
    if day.year > 9999:
        return DateCandidates((), ("odd-year",), _with_anchor_year(month, number, calendar))
    year = _full_year(day.year, calendar)
    written = _date(year, month, number)
    if written is None:
        return DateCandidates((), ("no-such-date",), _instead_of(year, month, number, calendar))
    if not 1990 <= year <= 2099:
        return DateCandidates((), ("odd-year",), _with_anchor_year(month, number, calendar))
    return DateCandidates(*_unless_mistyped(written, calendar, machine), year_written=True)


def _instead_of(year: int, month: int, number: int, calendar: DateContext) -> tuple[tuple[date, str], ...]:
    """Suggest dates in place of one that does not exist."""
    swapped, other = _date(year, number, month), _nearest_year(month, number, calendar)
    if swapped:
        return ((swapped, "day and month swapped"),)
    if other:
        return ((other, f"year {other.year}"),)
    last = next(
        (day for earlier in (30, 29, 28) if earlier < number and (day := _date(year, month, earlier))), None
    )
    return ((last, "the last day of that month"),) if last else ()


def _unless_mistyped(
    written: date, calendar: DateContext, machine: bool
) -> tuple[tuple[tuple[date, str], ...], tuple[str, ...]]:
    """Return both days for a year past the capture whose day is right beside the anchor's: a slip, and the row
    asks.
    """
    meant = _nearest_year(written.month, written.day, calendar)
    slipped = not machine and written > calendar.latest and meant is not None
    if not slipped or meant is None or abs(meant - calendar.anchor) > _NEAR:
        return ((written, ""),), ()
    return ((meant, f"year {meant.year}, as around it"), (written, f"year {written.year}, as written")), (
        "year-mistyped",
    )


def _with_anchor_year(month: int, number: int, calendar: DateContext) -> tuple[tuple[date, str], ...]:
    meant = _nearest_year(month, number, calendar)
    return ((meant, f"year {meant.year}"),) if meant else ()


def _nearest_year(month: int, number: int, calendar: DateContext) -> date | None:
    """Return the day in the year nearest to the anchor that is not past `latest`; a 29 February needs a leap year."""
    reach = 8 if (month, number) == (2, 29) else 1
    years = range(calendar.anchor.year - reach, calendar.anchor.year + reach + 1)
    days = [day for year in years if (day := _date(year, month, number))]
    return min(days, key=lambda day: (day > calendar.latest, abs(day - calendar.anchor)), default=None)


def _full_year(year: int, calendar: DateContext) -> int:
    """Two digits in the century that brings them nearest to the anchor."""
    if year >= 100:
        return year
    return min(
        (year + century for century in (1900, 2000, 2100)), key=lambda full: abs(full - calendar.anchor.year)
    )


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _numbers(day: WrittenDate, calendar: DateContext) -> DateCandidates:
    """Three figures in an order that the text leaves open."""
    orders = ("dmy", "mdy") if len(day.numbers[2]) == 4 else _ORDERS
    possible = {order: found for order in orders if (found := _in_order(day.numbers, order, calendar))}
    if day.separator == "." and "dmy" in possible:
        possible.pop("mdy", None)
    if not possible:
        return DateCandidates((), ("no-such-date",))
    choice = _choose(possible, calendar)
    return DateCandidates(choice.days, choice.flags, year_written=True)


def _two_numbers(day: WrittenDate, calendar: DateContext, machine: bool) -> DateCandidates:
    """Month and day, or day and month, without a year; a logger writes the month first."""
    first, second = (int(number) for number in day.numbers)
    possible = {"mdy": _nearest_year(first, second, calendar), "dmy": _nearest_year(second, first, calendar)}
    existing = {order: found for order, found in possible.items() if found}
    if not existing:
        return DateCandidates((), ("no-such-date",))
    if machine and day.separator == "-" and existing.get("mdy"):
        return DateCandidates(((existing["mdy"], ""),))
    return _choose(existing, calendar)


def _in_order(numbers: tuple[str, ...], order: str, calendar: DateContext) -> date | None:
    figures = {part: int(number) for part, number in zip(order, numbers, strict=True)}
    return _date(_full_year(figures["y"], calendar), figures["m"], figures["d"])


def _choose(possible: dict[str, date], calendar: DateContext) -> DateCandidates:
    """One order of those that give a date: as the source shows, else as a person said, else the likeliest."""
    flags = ("order-fell-back",) if calendar.stated is not None and calendar.stated not in possible else ()
    shown = {order: day for order, day in possible.items() if order in calendar.shown} or possible
    beside = _only(shown, lambda day: any(abs(day - known) <= timedelta(days=3) for known in calendar.known))
    if beside:
        return DateCandidates(((shown[beside], ""),), flags)
    ranked = sorted(_plausible(shown, calendar), key=lambda order: _rank(order, shown[order], calendar))
    days = _distinct((shown[order], _WORDS[order]) for order in ranked)
    return DateCandidates(days, (*flags, "day-or-month") if len(days) > 1 else flags)


_WORDS = {"dmy": "day before month", "mdy": "month before day", "ymd": "year first"}


def _plausible(possible: dict[str, date], calendar: DateContext) -> list[str]:
    """Return the orders whose day is not decades off while another's is near; a year that opens a date is not to
    come.
    """
    near = any(abs(day - calendar.anchor) <= _RECENT for day in possible.values())
    past = any(day <= calendar.latest for day in possible.values())
    return [
        order
        for order, day in possible.items()
        if (not near or abs(day - calendar.anchor) <= _DECADE)
        and not (past and order == "ymd" and day > calendar.latest)
    ]


def _rank(order: str, day: date, calendar: DateContext) -> tuple[object, ...]:
    distance = abs(day - calendar.anchor)
    bucket = 0 if distance <= _NEAR else 1 if distance <= _RECENT else 2
    years = distance.days // 365 if bucket == 2 else 0
    usual = (order != calendar.usual, order == "ymd")
    return (order != calendar.stated, day > calendar.latest, bucket, years, usual)


def _only(possible: dict[str, date], test: Callable[[date], bool]) -> str | None:
    passing = [order for order, day in possible.items() if test(day)]
    return passing[0] if len(passing) == 1 and len(possible) > 1 else None


def _distinct(days: Iterable[tuple[date, str]]) -> tuple[tuple[date, str], ...]:
    return tuple({day: (day, why) for day, why in reversed(list(days))}.values())[::-1]


def _weekday(day: WrittenDate, calendar: DateContext) -> DateCandidates:
    """`Mon 14:05` is the Monday just gone, behind a line of another day the one to come; `last Monday` may be the
    one before."""
    back = (calendar.anchor.weekday() - (day.weekday or 0)) % 7
    just_gone = calendar.anchor - timedelta(days=back)
    coming = just_gone + timedelta(days=7)
    if calendar.carried and back and not day.last and coming <= calendar.latest:
        return DateCandidates(((coming, ""),))
    if day.may_be_word and back:
        return DateCandidates(
            ((just_gone, "that weekday"), (calendar.anchor, "the day around it")), ("which-weekday",)
        )
    if not day.last:
        return DateCandidates(((just_gone, ""),))
    if back == 0:
        return DateCandidates(((just_gone - timedelta(days=7), "a week ago"),))
    earlier = just_gone - timedelta(days=7)
    return DateCandidates(
        ((just_gone, "the one just gone"), (earlier, "the one a week before")), ("which-weekday",)
    )


def consistent_orders(dates: Iterable[WrittenDate]) -> tuple[str, ...]:
    """Return the orders in which every one of a source's open dates exists; none where its dates contradict each
    other.
    """
    figures = [day.numbers for day in dates if len(day.numbers) >= 2 and day.separator != "."]
    return tuple(
        order for order in _ORDERS if figures and all(_exists(numbers, order) for numbers in figures)
    )


def _exists(numbers: tuple[str, ...], order: str) -> bool:
    if len(numbers) == 2:
        return order != "ymd" and _date(2024, *_month_and_day(numbers, order)) is not None
    if order == "ymd" and len(numbers[2]) == 4:
        return False
    figures = {part: int(number) for part, number in zip(order, numbers, strict=True)}
    return _date(2000 + figures["y"] % 100, figures["m"], figures["d"]) is not None


def _month_and_day(numbers: tuple[str, ...], order: str) -> tuple[int, int]:
    first, second = (int(number) for number in numbers)
    return (second, first) if order == "dmy" else (first, second)

"""How long something took or is ago, in words. A module of its own: the first frame needs no more of durations."""


def elapsed_text(seconds: int) -> str:
    """`53h36m`, `51m`, `45s`, `-3m`: two units at most, hours not turned into days."""
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    hours, rest = divmod(seconds, 3_600)
    minutes, left = divmod(rest, 60)
    if hours:
        return f"{sign}{hours}h{minutes:02}m"
    if minutes:
        return f"{sign}{minutes}m{left:02}s" if left and minutes < 10 else f"{sign}{minutes}m"
    return f"{sign}{left}s"

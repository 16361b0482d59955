"""The bytes of a JSON value: the same for the same value, whatever the order of its keys.

orjson does the work. It refuses lone surrogates and integers over 64 bits, which a paste can hold, so those
values take the standard library's way, with every odd character escaped: text is kept as it came.
"""

import json
from typing import Any, NoReturn

import orjson

# What `json.loads` gives: None, bool, int, float, str, list or dict with str keys.
Json = Any


def to_bytes(value: Json) -> bytes:
    """Compact UTF-8 with sorted keys. Raises ValueError for what JSON can't hold."""
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except TypeError:
        return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def from_bytes(data: bytes) -> Json:
    """Return the inverse. Raises ValueError for anything that is not JSON, or is nested too deeply."""
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        if b"\\u" not in data:  # only an escaped lone surrogate deserves the second, lenient reading
            raise
    try:
        return json.loads(data, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"not JSON: {constant}")

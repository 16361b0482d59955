"""The inbox: where a note is safe before anything else happens to it (N1; DESIGN, the store).

One small synced file a note, no lock, no parsing of the incident: the same cost in a fresh incident and in
one with 10,000 notes. Kept to imports that cost nothing: `oncall note` loads this module and little else.
"""

from __future__ import annotations

import os

from oncall_tui.storage.atomic import make_private_directory, write_durably

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from oncall_tui.storage.paths import DataPaths

SUFFIX = ".json"


def put_note(
    places: DataPaths, incident: str | None, id: str, fields: Mapping[str, str | int | bool | None]
) -> None:
    """Save a note; when this returns it is acknowledged. No incident: the unfiled inbox. Raises OSError."""
    directory = places.inbox_of(incident)
    make_private_directory(directory)
    write_durably(os.path.join(directory, id + SUFFIX), flat_json(fields))


def flat_json(fields: Mapping[str, str | int | bool | None]) -> bytes:
    """Encode an object without nesting like `json.dumps`, without its 5 ms of import."""
    members = (f"{_quoted(name)}: {_literal(value)}" for name, value in fields.items())
    return ("{" + ", ".join(members) + "}\n").encode("ascii")


def _literal(value: str | int | bool | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, str):
        return _quoted(value)
    return str(value).lower()


def _quoted(text: str) -> str:
    """ASCII only, so that lone surrogates and controls keep their exact value."""
    try:
        from _json import encode_basestring_ascii
    except ImportError:
        from json.encoder import encode_basestring_ascii
    return encode_basestring_ascii(text)

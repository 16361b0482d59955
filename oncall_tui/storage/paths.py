"""Paths in the data directory (DESIGN, the store). Strings, since pathlib costs a note 8 ms."""

import os

from oncall_tui.domain.ids import is_id

UNFILED = "unfiled"
# What is kept of the output of a command about one incident, a file each.
KEPT_OUTPUTS = (
    "writeup",
    "writeup-json",
    "analysis",
    "analysis-json",
    "review",
    "review-json",
    "report-md",
    "report-html",
    "report-json",
)


class DataPaths:
    """The paths below one data directory. Ids are checked before they become part of a path."""

    def __init__(self, data: str) -> None:
        self.data = data
        self.incidents = os.path.join(data, "incidents")
        self.inbox = os.path.join(data, "inbox")
        self.drafts = os.path.join(data, "drafts")
        self.actors = os.path.join(data, "actors")
        self.sync = os.path.join(data, "sync")
        self.sync_memory = os.path.join(self.sync, "memory.json")
        self.team = os.path.join(data, "team")
        self.current = os.path.join(data, "current")
        self.handles = os.path.join(data, "handles")
        self.catalogue = os.path.join(data, "catalogue.json")
        self.ledger = os.path.join(data, "ledger")
        self.search = os.path.join(data, "search")
        self.kept_list = os.path.join(data, "recs")
        self.learning = os.path.join(data, "learning")
        self.sources = os.path.join(data, "sources")
        self.shell = os.path.join(data, "shell")
        self.status = os.path.join(data, "status")
        self.look = os.path.join(data, "look.json")
        self.last_error = os.path.join(data, "last-error.txt")

    @property
    def derived(self) -> tuple[str, ...]:
        """The files that are made again when they are lost, each with a checksum."""
        return (
            self.handles,
            self.catalogue,
            self.ledger,
            self.search,
            self.learning,
            self.kept_list,
            self.status,
            self.sync_memory,
            *map(self.kept_output, KEPT_OUTPUTS),
        )

    def kept_output(self, name: str) -> str:
        """Return the file of what a command printed last; `name` is one of KEPT_OUTPUTS."""
        return os.path.join(self.data, f"last-{name}")

    def incident(self, incident: str) -> str:
        """Return the path of an incident's document."""
        return os.path.join(self.incidents, validated_id(incident) + ".json")

    def last_good(self, incident: str) -> str:
        """Return the path of the last good copy of an incident's document."""
        return os.path.join(self.incidents, validated_id(incident) + ".last")

    def lock(self, incident: str) -> str:
        """Return the path of an incident's lock."""
        return os.path.join(self.incidents, validated_id(incident) + ".lock")

    def inbox_of(self, incident: str | None) -> str:
        """Return the inbox of an incident; None for unfiled notes."""
        return os.path.join(self.inbox, UNFILED if incident is None else validated_id(incident))

    def draft(self, incident: str | None) -> str:
        """Return the path of an incident's half-typed line."""
        return os.path.join(self.drafts, (UNFILED if incident is None else validated_id(incident)) + ".txt")


def validated_id(id: str) -> str:
    """Return the id, if it is one. Raises ValueError otherwise: no text from outside becomes a path."""
    if not is_id(id):
        raise ValueError(f"not an id: {id!r}")
    return id


def default_data_directory(environment: dict[str, str], platform: str) -> str:
    """Return the platform's place for an application's data, as platformdirs has it (tests hold the two equal).

    Raises RefusedError where no home directory is known.
    """
    if platform == "darwin":
        return os.path.join(_home(environment), "Library", "Application Support", "oncall-tui")
    if platform == "win32":
        base = environment.get("LOCALAPPDATA") or os.path.join(_home(environment), "AppData", "Local")
        return os.path.join(base, "oncall-tui", "oncall-tui")
    base = _absolute(environment, "XDG_DATA_HOME") or os.path.join(_home(environment), ".local", "share")
    return os.path.join(base, "oncall-tui")


def default_config_directory(environment: dict[str, str], platform: str) -> str:
    """Return the platform's place for an application's settings, as platformdirs has it. Raises RefusedError."""
    if platform in ("darwin", "win32"):
        return default_data_directory(environment, platform)
    base = _absolute(environment, "XDG_CONFIG_HOME") or os.path.join(_home(environment), ".config")
    return os.path.join(base, "oncall-tui")


def _absolute(environment: dict[str, str], name: str) -> str:
    """Return a variable that holds an absolute path; a relative one is ignored (XDG Base Directory Specification)."""
    path = environment.get(name, "").strip()
    return path if os.path.isabs(path) else ""


def _home(environment: dict[str, str]) -> str:
    """Return the home directory. Raises RefusedError where there is none, as for a container's arbitrary user."""
    home = _absolute(environment, "HOME") or _home_of_user()
    if not os.path.isabs(home):
        from oncall_tui.domain.errors import RefusedError

        raise RefusedError(
            "No home directory is known: HOME names none, and this user has no entry among the users. Nothing was "
            "saved. Say where your data is: --data DIR or ONCALL_DATA=DIR."
        )
    return home


def _home_of_user() -> str:
    """Return the home that the list of users names; blank where it names none."""
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_dir
    except (ImportError, KeyError):
        return os.path.expanduser("~") if os.name == "nt" else ""

"""Messages with which a screen asks the app to open another one. No screen knows a sibling."""

from dataclasses import dataclass

from textual.message import Message


@dataclass
class IncidentsRequested(Message):
    """Show the list of incidents, with the cursor on this one if one is named."""

    incident_id: str | None = None


@dataclass
class NotesRequested(Message):
    """Show an incident's notes (None: the unfiled ones), optionally one note, or put text into the capture line.

    `line`: save this at once, as if it had been typed and entered there. `typed`: what was typed fast, Enters in it.
    """

    incident_id: str | None = None
    note_id: str | None = None
    text: str = ""
    line: str = ""
    typed: str = ""


@dataclass
class TimelineRequested(Message):
    """Show an incident's timeline, optionally with the cursor on a row, or with its queue open."""

    incident_id: str | None = None
    row_id: str | None = None
    queue: bool = False


@dataclass
class WriteupRequested(Message):
    """Show an incident's write-up, optionally with the cursor on a section."""

    incident_id: str | None = None
    section: str | None = None


@dataclass
class RecommendationsRequested(Message):
    """Show the recommendations, of one incident if one is named, optionally one of them."""

    incident_id: str | None = None
    recommendation_id: str | None = None


@dataclass
class AnalysisRequested(Message):
    """Show the analysis of an incident, optionally with the cursor on one of its records."""

    incident_id: str | None = None
    record_id: str | None = None


@dataclass
class LearningRequested(Message):
    """Show what all incidents say together."""


@dataclass
class SyncRequested(Message):
    """Show the sync screen; `now` starts a sync instead, and stays here."""

    now: bool = False


@dataclass
class ConflictsRequested(Message):
    """Show what people wrote without seeing each other in an incident."""

    incident_id: str | None = None


@dataclass
class ViewRequested(Message):
    """Show the view of this number (`0` to `5`) for the incident that is open."""

    key: str


@dataclass
class OtherIncidentRequested(Message):
    """Show the incident that was open before this one, in the same view."""


@dataclass
class HelpRequested(Message):
    """Show the keys and words of the view that asks."""


@dataclass
class CommandsRequested(Message):
    """Show the list of commands to type into."""


@dataclass
class QuitRequested(Message):
    """Leave the program, if the key for it was typed alone: in a word that is typed fast it is a letter."""

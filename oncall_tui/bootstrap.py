"""The only place that builds: clock, store and services (DESIGN, the house).

Each service is built, and its module loaded, when it is first asked for: a list of incidents loads no reader of
stamps, and the first frame waits for nothing that it doesn't show.
"""

import os
import time
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from oncall_tui.domain.clock import Clock
from oncall_tui.domain.ids import UlidGenerator
from oncall_tui.settings.settings import Settings

if TYPE_CHECKING:
    from oncall_tui.domain.language.team_wording import TeamPhrase
    from oncall_tui.read_models.incident_view import IncidentView
    from oncall_tui.replication.encoding import Tables
    from oncall_tui.services.analysis.asking import AnalysisInterview
    from oncall_tui.services.analysis.controls import Controls
    from oncall_tui.services.analysis.edit_analysis import AnalysisEditor
    from oncall_tui.services.doctor.doctor import Doctor
    from oncall_tui.services.history import History
    from oncall_tui.services.incidents.incidents import Incidents
    from oncall_tui.services.incidents.kept_outputs import KeptOutputs
    from oncall_tui.services.incidents.listing import IncidentList
    from oncall_tui.services.last_position import LastPosition
    from oncall_tui.services.learning.learning import Learning
    from oncall_tui.services.notes.capture import Capture
    from oncall_tui.services.notes.edits import NoteEdits
    from oncall_tui.services.notes.redaction import Redaction
    from oncall_tui.services.process.news import ProcessNews
    from oncall_tui.services.process.process import ProcessSteps
    from oncall_tui.services.recommendations.follow_up import FollowUp
    from oncall_tui.services.recommendations.list_cache import CachedListText
    from oncall_tui.services.recommendations.tracker import Tracker
    from oncall_tui.services.recommendations.visits import TrackerVisits
    from oncall_tui.services.record_lookup import RecordLookup
    from oncall_tui.services.review.complete import Completing
    from oncall_tui.services.review.good_faith import GoodFaith
    from oncall_tui.services.review.run_review import Reviews
    from oncall_tui.services.search.search import Search
    from oncall_tui.services.sharing.conflicts import Conflicts
    from oncall_tui.services.sharing.shared_redaction import SharedRedaction
    from oncall_tui.services.sharing.sync_scheduler import SyncScheduler
    from oncall_tui.services.sharing.sync_service import SyncService
    from oncall_tui.services.sharing.team import Team
    from oncall_tui.services.sources.cutting import Cutting
    from oncall_tui.services.sources.importing import SourceImporter
    from oncall_tui.services.sources.large_import import LargeImport
    from oncall_tui.services.sources.source_files import SourceFiles
    from oncall_tui.services.sources.sources import Sources
    from oncall_tui.services.terminal_background import TerminalBackground
    from oncall_tui.services.timeline.timeline_editor import TimelineEditor
    from oncall_tui.services.writeup.accounts import Accounts
    from oncall_tui.services.writeup.edit_writeup import WriteupEdits
    from oncall_tui.services.writeup.section_drafts import SectionDrafts
    from oncall_tui.services.writeup.wording import Silences
    from oncall_tui.storage.actor_store import ActorStore
    from oncall_tui.storage.catalogue import Catalogue
    from oncall_tui.storage.recommendation_index import RecommendationIndex
    from oncall_tui.storage.redacted import RedactedTexts
    from oncall_tui.storage.source_pieces import SourcePieces
    from oncall_tui.storage.store import Store
    from oncall_tui.storage.sync_store import SyncStore
    from oncall_tui.storage.transaction import Transaction
    from oncall_tui.storage.waiting_notes import InboxNote


class ServiceContainer:
    """The use cases of one data directory, as the command line and the screens are given them."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        from oncall_tui.storage.paths import DataPaths

        self.settings = settings
        self.clock = clock
        self._places = DataPaths(settings.data)
        self._ids = UlidGenerator(clock, os.urandom)

    @cached_property
    def store(self) -> "Store":
        from oncall_tui.storage.store import Store

        return Store(self._places, self.actors, self._ids, self.clock, self.settings.author, self._file_notes)

    @cached_property
    def catalogue(self) -> "Catalogue":
        from oncall_tui.storage.catalogue import Catalogue

        return Catalogue(self._places, _summarise)

    @cached_property
    def listings(self) -> "IncidentList":
        from oncall_tui.services.incidents.listing import IncidentList

        return IncidentList(self.catalogue, self._places, self._summary_with_waiting)

    def find_incident(self, name: str | None) -> str:
        """Return the id of the incident that a name, or else the settings, say. Raises NotFoundError or
        RefusedError.
        """
        from oncall_tui.services.incidents.find_incident import find_incident

        return find_incident(name, self.settings, self._places, self.catalogue)

    @cached_property
    def kept_outputs(self) -> "KeptOutputs":
        from oncall_tui.services.incidents.kept_outputs import KeptOutputs

        return KeptOutputs(self._places, self.clock, self.settings)

    @cached_property
    def last_place(self) -> "LastPosition":
        from oncall_tui.services.last_position import LastPosition

        return LastPosition(self._places, self.listings)

    @cached_property
    def terminal_background(self) -> "TerminalBackground":
        from oncall_tui.services.terminal_background import TerminalBackground

        return TerminalBackground(self._places)

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """Load the team's meanings of zone abbreviations; read nothing where no share was ever synced."""
        return self.team.read().aliases if self._has_team_files else {}

    @cached_property
    def actors(self) -> "ActorStore":
        from oncall_tui.storage.actor_store import ActorStore

        return ActorStore(self._places, self.clock, os.urandom)

    @cached_property
    def sync_files(self) -> "SyncStore":
        from oncall_tui.storage.sync_store import SyncStore

        return SyncStore(self._places)

    @cached_property
    def team(self) -> "Team":
        from oncall_tui.services.sharing.team import Team

        return Team(self.sync_files)

    @cached_property
    def synchronise(self) -> "SyncService":
        from oncall_tui.services.sharing.shared_documents import StoreDocuments
        from oncall_tui.services.sharing.source_sync import SourceSync
        from oncall_tui.services.sharing.sync_service import SyncService
        from oncall_tui.sync.shares.open_share import open_share

        documents = StoreDocuments(self.store, self.actors, self.redaction)
        return SyncService(
            documents,
            self.actors,
            self.sync_files,
            self.team,
            self.clock,
            self.settings,
            open_share,
            SourceSync(documents, self.source_pieces, self.cutting),
        )

    @cached_property
    def shared_redaction(self) -> "SharedRedaction":
        from oncall_tui.services.sharing.shared_redaction import SharedRedaction

        return SharedRedaction(self.redaction, lambda: self.synchronise, self.settings)

    @cached_property
    def share_watch(self) -> "SyncScheduler":
        from oncall_tui.services.sharing.sync_scheduler import SyncScheduler

        def is_responding() -> bool:
            listing = self.catalogue.listing()
            return any(summary["stage"] == "responding" for summary in listing.summaries.values())

        return SyncScheduler(self.synchronise, self._places.incidents, self.clock, is_responding)

    @cached_property
    def conflicts(self) -> "Conflicts":
        from oncall_tui.services.sharing.conflicts import Conflicts

        return Conflicts(self.store)

    @cached_property
    def doctor(self) -> "Doctor":
        from oncall_tui.services.doctor.doctor import Doctor

        return Doctor(
            self.store, self.synchronise, self.sync_files, self.settings, self.clock, self.source_pieces
        )

    @cached_property
    def incidents(self) -> "Incidents":
        from oncall_tui.services.incidents.incidents import Incidents

        return Incidents(
            self.store,
            self.catalogue,
            self._ids,
            self.clock,
            self.settings,
            self.aliases,
            lambda incident: self.completing.complete(incident),
        )

    @cached_property
    def capture(self) -> "Capture":
        from oncall_tui.services.notes.capture import Capture

        return Capture(self.store, self._ids, self.clock, self.settings, self.aliases)

    @cached_property
    def note_edits(self) -> "NoteEdits":
        from oncall_tui.services.notes.edits import NoteEdits

        return NoteEdits(self.store, self.clock, self.aliases)

    @cached_property
    def history(self) -> "History":
        from oncall_tui.services.history import History

        return History(self.store, self.settings)

    @cached_property
    def redaction(self) -> "Redaction":
        from oncall_tui.services.notes.redaction import Redaction

        return Redaction(self.store, self.catalogue, self.redacted, self._ids)

    @cached_property
    def redacted(self) -> "RedactedTexts":
        from oncall_tui.storage.redacted import RedactedTexts

        return RedactedTexts(self._places, os.urandom)

    @cached_property
    def importing(self) -> "SourceImporter":
        from oncall_tui.services.sources.importing import SourceImporter

        return SourceImporter(self.store, self.clock, self.aliases)

    @cached_property
    def sources(self) -> "Sources":
        from oncall_tui.services.sources.sources import Sources

        return Sources(self.store, self.aliases, self.source_pieces)

    @cached_property
    def source_pieces(self) -> "SourcePieces":
        from oncall_tui.storage.source_pieces import SourcePieces

        return SourcePieces(self._places, os.urandom)

    @cached_property
    def source_files(self) -> "SourceFiles":
        from oncall_tui.services.sources.source_files import SourceFiles

        return SourceFiles(self.store, self.source_pieces, self.aliases)

    @cached_property
    def cutting(self) -> "Cutting":
        from oncall_tui.services.sources.cutting import Cutting

        return Cutting(self.store, self.source_pieces, self.source_files, self.redaction.redact)

    @cached_property
    def large_import(self) -> "LargeImport":
        from oncall_tui.services.sources.large_import import LargeImport

        return LargeImport(self.store, self.importing, self.source_pieces)

    def file_shell_commands(self) -> None:
        """File what shells recorded (`oncall shell-hook`); what can't be filed now waits for the next command."""
        if not os.path.isdir(self._places.shell):
            return
        from contextlib import suppress

        from oncall_tui.domain.errors import OncallError
        from oncall_tui.services.sources.shell_commands import ShellCommands

        with suppress(OSError, OncallError):
            ShellCommands(self.store, self.incidents.find, self.settings.author).file()

    @cached_property
    def curate(self) -> "TimelineEditor":
        from oncall_tui.services.timeline.timeline_editor import TimelineEditor

        return TimelineEditor(self.store, self.clock, self.settings.author)

    @cached_property
    def writeup(self) -> "WriteupEdits":
        from oncall_tui.services.writeup.edit_writeup import WriteupEdits

        return WriteupEdits(
            self.store,
            self.incidents,
            self._write_up_template,
            self._team_wording,
            self._own_process,
            self.clock,
            self.settings,
        )

    @cached_property
    def section_drafts(self) -> "SectionDrafts":
        from oncall_tui.services.writeup.section_drafts import SectionDrafts

        return SectionDrafts(self._places)

    @cached_property
    def silences(self) -> "Silences":
        from oncall_tui.services.writeup.wording import Silences

        return Silences(self.store, self.writeup)

    @property
    def _has_team_files(self) -> bool:
        """Return whether a share was ever synced: without one, nothing of the team is loaded or read."""
        return os.path.isdir(self._places.team)

    def _own_process(self) -> str:
        """Return the team's own `process.md`; "" where it is the built-in one, or no share was ever synced."""
        if not self._has_team_files:
            return ""
        from oncall_tui.domain.team import PROCESS

        team = self.team.read()
        return team.process if PROCESS in team.own else ""

    def _team_wording(self) -> "tuple[TeamPhrase, ...]":
        """Return the phrases of the team's `wording.txt`; none where no share was ever synced."""
        return self.team.read().wording if self._has_team_files else ()

    def _write_up_template(self) -> str:
        """Return the team's `write-up.md` as it was at the last sync; "" where no share was ever synced."""
        if not self._has_team_files:
            return ""
        from oncall_tui.domain.team import WRITE_UP

        return self.sync_files.team().get(WRITE_UP, "")

    @cached_property
    def good_faith(self) -> "GoodFaith":
        from oncall_tui.services.review.good_faith import GoodFaith

        return GoodFaith(self._places, self.settings.author)

    @cached_property
    def reviews(self) -> "Reviews":
        from oncall_tui.services.review.run_review import Reviews

        return Reviews(self.store, self.writeup, lambda: self.team.read().rotation, self.clock, self.settings)

    @cached_property
    def completing(self) -> "Completing":
        from oncall_tui.services.review.complete import Completing

        return Completing(self.store, self.reviews, _program_version)

    @cached_property
    def process(self) -> "ProcessSteps":
        from oncall_tui.services.process.process import ProcessSteps

        return ProcessSteps(self.store, lambda: self.team.read().process)

    @cached_property
    def process_news(self) -> "ProcessNews":
        from oncall_tui.services.process.news import ProcessNews

        return ProcessNews(self._places, self.settings.author, lambda: self.team.read().process)

    @cached_property
    def record_lookup(self) -> "RecordLookup":
        from oncall_tui.services.record_lookup import RecordLookup

        return RecordLookup(
            lambda incident: self.store.tables(incident), lambda key: self.searching.places_of(key)
        )

    @cached_property
    def analysis(self) -> "AnalysisEditor":
        from oncall_tui.services.analysis.edit_analysis import AnalysisEditor

        return AnalysisEditor(self.store, self.writeup, self.record_lookup, self.tracker)

    @cached_property
    def controls(self) -> "Controls":
        from oncall_tui.services.analysis.controls import Controls

        return Controls(self.catalogue)

    @cached_property
    def accounts(self) -> "Accounts":
        from oncall_tui.services.writeup.accounts import Accounts

        return Accounts(self.store, self.writeup)

    @cached_property
    def asking(self) -> "AnalysisInterview":
        from oncall_tui.services.analysis.asking import AnalysisInterview

        return AnalysisInterview(self.analysis, self.writeup, self.incidents)

    @cached_property
    def ledger(self) -> "RecommendationIndex":
        from oncall_tui.storage.recommendation_index import RecommendationIndex

        return RecommendationIndex(self._places, _ledger_block)

    @cached_property
    def kept_recommendations(self) -> "CachedListText":
        from oncall_tui.services.recommendations.list_cache import CachedListText
        from oncall_tui.storage.output_cache import OutputCache
        from oncall_tui.storage.waiting_notes import Inbox

        kept = OutputCache(self._places.kept_list)
        return CachedListText(self.ledger, kept, Inbox(self._places), self.clock, self.settings)

    @cached_property
    def searching(self) -> "Search":
        from oncall_tui.read_models.search_passages import VERSION
        from oncall_tui.services.search.search import Search
        from oncall_tui.storage.derived_texts import DerivedTexts
        from oncall_tui.storage.waiting_notes import Inbox

        return Search(
            DerivedTexts(self._places, self._places.search, VERSION, _search_block),
            Inbox(self._places),
            lambda incident: _search_block_of(self.incidents.view(incident)),
            lambda: _search_block_of(self.capture.unfiled_view()),
        )

    @cached_property
    def learning(self) -> "Learning":
        from oncall_tui.services.learning.learning import VERSION, Learning, learning_text
        from oncall_tui.storage.derived_texts import DerivedTexts

        kept = DerivedTexts(self._places, self._places.learning, VERSION, learning_text)
        return Learning(kept, self.controls, self._file_waiting)

    def _file_waiting(self) -> None:
        """File the notes that wait in the inbox of any incident."""
        from oncall_tui.storage.waiting_notes import Inbox

        inbox = Inbox(self._places)
        for incident in inbox.incidents():
            if inbox.ids(incident):  # to load the store takes 20 ms
                self.store.file_inbox(incident)

    @cached_property
    def looks(self) -> "TrackerVisits":
        from oncall_tui.services.recommendations.visits import TrackerVisits

        return TrackerVisits(self._places)

    @cached_property
    def tracker(self) -> "Tracker":
        from oncall_tui.services.recommendations.tracker import Tracker

        return Tracker(
            self._places,
            self.ledger,
            lambda incident: self.store.file_inbox(incident),
            lambda incident: self.store.tables(incident),
            self.clock,
            self.settings,
        )

    @cached_property
    def follow_up(self) -> "FollowUp":
        from oncall_tui.services.recommendations.follow_up import FollowUp

        return FollowUp(self.store, self.incidents, self.tracker, self.settings, lambda: self.analysis)

    def _summary_with_waiting(self, id: str) -> dict[str, Any]:
        """Return the list entry of an incident whose notes still wait in the inbox. Raises NotFoundError or
        DamagedFileError.
        """
        return _summarise(id, self.incidents.view(id).tables)

    def _file_notes(self, unit: "Transaction", notes: "dict[str, InboxNote]") -> "dict[str, InboxNote]":
        from oncall_tui.services.notes.filing import InboxFiler

        return InboxFiler(self.aliases)(unit, notes)


def _program_version() -> str:
    """Return the installed version; read only when something is signed, since that takes 20 ms."""
    from importlib.metadata import version

    return version("oncall-tui")


def _summarise(id: str, tables: "Tables") -> dict[str, Any]:
    """Its module is loaded only when an incident changed since the last list."""
    from oncall_tui.read_models.summaries import summarise

    return summarise(id, tables)


def _ledger_block(id: str, tables: "Tables") -> tuple[list[str], list[list[str]]]:
    from oncall_tui.read_models.summaries import recommendation_index_block

    return recommendation_index_block(id, tables)


def _search_block(id: str, tables: "Tables") -> str:
    from oncall_tui.read_models.incident_view import IncidentView

    return _search_block_of(IncidentView(id, tables, {}))


def _search_block_of(view: "IncidentView") -> str:
    from oncall_tui.read_models.summaries import search_block

    return search_block(view)


def system_clock() -> int:
    """Return the machine's clock: UTC microseconds."""
    return time.time_ns() // 1000


def build_services(settings: Settings, clock: Clock = system_clock) -> ServiceContainer:
    """Return the services over a data directory; nothing is read or written before it is asked for."""
    return ServiceContainer(settings, clock)

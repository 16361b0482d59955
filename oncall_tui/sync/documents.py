"""The interface of sync to the store: documents, whatever way they are kept."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from oncall_tui.replication.encoding import Tables
from oncall_tui.sync.sync_state import Signature


class DocumentStore(Protocol):
    """The incidents of this replica. Any verb may raise OncallError for an incident whose file is damaged."""

    def signatures(self) -> Mapping[str, Signature]:
        """Return the signature of every incident's file, without reading one."""

    def signature(self, incident: str) -> Signature | None:
        """None for an incident that has no file here."""

    def tables(self, incident: str) -> Tables:
        """Empty for an incident that has no file here."""

    def join(self, incident: str, tables: Tables) -> None:
        """Join what others say into the file, durably."""

    def adopt(self, documents: Iterable[tuple[str, Tables]]) -> Iterator[tuple[str, Signature]]:
        """Create the documents of incidents that have no file here, in batches. Yields each that was made of just
        what was given, with its signature, once it is durable; some that follow may be asked for before that.
        """

    def written(self) -> Mapping[str, int]:
        """Return the last transaction of each actor of ours, of those alone of which we know it."""

    def own_actors(self) -> frozenset[str]:
        """Every actor that ever wrote here."""

    def holds_redacted(self, incident: str, tables: Tables) -> bool:
        """Return whether a file's versions hold a text that was taken out of the incident here."""

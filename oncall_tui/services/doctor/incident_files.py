"""Check every incident here and its inbox: what can't be read, shown or filed."""

from collections.abc import Collection, Iterator, Sequence

from oncall_tui.domain.plural import count_text
from oncall_tui.read_models.incident_view import IncidentView
from oncall_tui.read_models.summaries import recommendation_index_block, search_block, summarise
from oncall_tui.read_models.zones import unknown_zone_text
from oncall_tui.replication.encoding import Tables, decode_record
from oncall_tui.replication.versions import UNSTAMPED
from oncall_tui.services.doctor.finding import DoctorFinding
from oncall_tui.services.doctor.repair import damaged_incidents
from oncall_tui.storage.document_file import cannot_show_text
from oncall_tui.storage.store import Store

META = "meta"  # says which format the file has; nobody writes it
MOST_NAMED = 5


def incident_findings(store: Store) -> Iterator[DoctorFinding]:
    """Yield what there is to say of the incidents and of the notes that wait."""
    damaged = damaged_incidents(store)
    ids = store.incident_ids()
    yield DoctorFinding("incidents", f"{len(ids)} here, {len(damaged)} damaged", not damaged)
    for incident, error in damaged.items():
        yield DoctorFinding(incident, str(error), False)
    for incident in ids:
        if incident in damaged:
            continue
        if problem := _problem(store, incident):
            yield DoctorFinding(incident, problem, False)
        if fields := _unstamped(store.tables(incident)):
            yield DoctorFinding(incident, _unstamped_text(fields), False)
    for inbox in (*store.inbox.incidents(), None):
        yield from _waiting(store, inbox, damaged)


def _problem(store: Store, incident: str) -> str:
    """Tell what keeps an incident from being listed and searched as it should be; blank if nothing does."""
    try:
        view = IncidentView(incident, store.tables(incident), {})
        summarise(incident, view.tables)
        recommendation_index_block(incident, view.tables)
        search_block(view)
    except Exception as error:
        return cannot_show_text(incident, store.places.incident(incident), error)
    return unknown_zone_text(view.incident)


def _unstamped(tables: Tables) -> list[str]:
    """Return the fields without the stamp of who wrote them, as `notes/ID.field`: written into the file by hand."""
    return [
        f"{table}/{id}.{name}"
        for table, records in sorted(tables.items())
        for id, record in sorted(records.items())
        if table != META and ("_dot" not in record or "_fields" in record)
        for name, heads in sorted(decode_record(record).items())
        if name[:1] != "_" and heads[0].dot == UNSTAMPED
    ]


def _unstamped_text(fields: Sequence[str]) -> str:
    more = f" and {len(fields) - MOST_NAMED} more" if len(fields) > MOST_NAMED else ""
    return (
        f"{count_text(len(fields), 'field')} written into the file by hand, without a stamp: shown here, never shared. "
        f"To share what they say, edit it with this program: {', '.join(fields[:MOST_NAMED])}{more}"
    )


def _waiting(store: Store, incident: str | None, damaged: Collection[str]) -> Iterator[DoctorFinding]:
    notes, broken = store.inbox.waiting(incident)
    if broken:
        text = f"{count_text(len(broken), 'waiting note')} can't be read; kept in {store.places.inbox_of(incident)}"
        yield DoctorFinding("inbox", text, False)
    if notes and incident is None:
        text = f"{count_text(len(notes), 'note')} of no incident, safe: the Incidents view files them"
        yield DoctorFinding("inbox", text)
    elif notes:
        text = f"{count_text(len(notes), 'note')} of {incident}, safe, to be filed by the next change or sync"
        yield DoctorFinding("inbox", text, incident not in damaged)

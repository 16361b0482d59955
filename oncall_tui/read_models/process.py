"""Read the team's process with the states of its steps in one incident."""

from oncall_tui.domain.process import (
    DONE,
    SKIPPED,
    Process,
    ProcessStep,
    fold_step,
    read_process,
    with_states,
)
from oncall_tui.replication.encoding import Tables, decode_record
from oncall_tui.replication.record_view import is_hidden, read_record

STEPS = "steps"


def process_of(text: str, tables: Tables) -> Process:
    """Return the process with the states that a document holds."""
    states: dict[tuple[str, str], ProcessStep] = {}
    for record in tables.get(STEPS, {}).values():
        values = read_record(record).values
        stage, name = values.get("stage"), values.get("name")
        if is_hidden(record) or not isinstance(stage, str) or not isinstance(name, str):
            continue
        head = decode_record(record)["state"][0] if "state" in record else None
        state = values.get("state")
        if head is not None and state in (DONE, SKIPPED):
            at = head.at.partition("Z")[0] + "Z" if head.at else ""
            states[stage, fold_step(name)] = ProcessStep(
                stage, name, state, str(values.get("reason") or ""), head.by, at
            )
    return with_states(read_process(text), states)

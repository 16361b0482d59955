"""Notes that look like they hold a secret, as the first questions of the queue (DESIGN, untrusted text)."""

from collections.abc import Iterator

from oncall_tui.domain.timeline.question import Answer, Question, QuestionContext
from oncall_tui.domain.timeline.row_descriptions import note_source_line


def secret_questions(asking: QuestionContext) -> Iterator[Question]:
    """One question for every such note. That it is none ends it for everyone; taking it out does so too."""
    for id, note in asking.timeline.records.notes.items():
        if what := note.get("secret"):
            is_row = asking.timeline.place_of(id) is not None
            yield Question(
                key=f"secret:{id}",
                kind="secret",
                rows=(id,) if is_row else (),
                text=f"This looks like it holds {what}. X in Notes takes it out everywhere, for good.",
                evidence=(
                    note_source_line(asking.timeline, id),
                    f"in a shell: oncall redact {asking.incident} {id} TEXT",
                ),
                choices=(
                    Answer(
                        "no secret", "it is shared as it stands", changes=(("notes", id, {"secret": None}),)
                    ),
                    Answer("leave it open", "it stays marked"),
                ),
            )

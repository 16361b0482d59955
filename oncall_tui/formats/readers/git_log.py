"""`git log`: each commit is one event, at its date, by its author, with its subject as the text."""

import re

from oncall_tui.formats.readers.block_reader import Format, ReadBlock
from oncall_tui.formats.readers.input_text import InputText, is_blank
from oncall_tui.formats.readers.source_line import SourceLine

GIT_LOG = Format("git-log", "commits as git log prints them")
COMMIT = re.compile(r"[*|\\/ ]{0,20}commit (?P<id>[0-9a-f]{7,64})(?: \(.{1,300}\))?\s*")
GRAPH = re.compile(r"[|\\/* ]{0,20}?(?=(?:[A-Z][A-Za-z-]{3,20}: | {4}|$))")
FIELD = re.compile(
    r"(?P<name>Author|AuthorDate|Date|Commit|CommitDate|Merge|Reflog|Reflog message):\s+(?P<value>.*)"
)
CHANGED = re.compile(r"[AMDRTUXB]\d*\t|\d+\t\d+\t")
EMAIL = re.compile(r"\s*<[^>]*>\s*$")


def read_git_log_block(page: InputText, at: int) -> ReadBlock | None:
    """One commit: its id, its fields, its message, and whatever else stands there up to the next one."""
    if "commit " not in page.lines[at][:28] or not COMMIT.fullmatch(page.lines[at]):
        return None
    fields: dict[str, str] = {}
    index = at + 1
    while index < len(page.lines) and (field := FIELD.fullmatch(_bare(page.lines[index]))):
        fields[field["name"]] = field["value"].strip()
        index += 1
    stamp = fields.get("Date") or fields.get("CommitDate") or fields.get("AuthorDate")
    if not stamp:
        return None
    subject, end = _message(page, index)
    author = EMAIL.sub("", fields.get("Author", "")) or None
    line = SourceLine(
        at + 1,
        page.raw(at, end),
        subject or page.lines[at].strip(),
        stamp=stamp,
        author=author,
        is_listed=True,
    )
    return ReadBlock(GIT_LOG, (line,), end)


def _bare(line: str) -> str:
    """Return the line without the lines that `--graph` draws before it."""
    return line[match.end() :] if (match := GRAPH.match(line)) else line


def _message(page: InputText, at: int) -> tuple[str, int]:
    """Return the subject, and the line after the commit: its message and what git prints below it (files, a patch)."""
    subject, end, index = "", at, at
    is_patch = False
    while index < len(page.lines) and not COMMIT.fullmatch(page.lines[index]):
        line = page.lines[index]
        is_patch = is_patch or line.startswith("diff --git")
        words = _bare(line)
        if not is_blank(line):
            if not (words.startswith("    ") or _is_below(line, is_patch)):
                break
            if words.startswith("    ") and not subject:
                subject = words.strip()
            end = index + 1
        index += 1
    return subject, end


def _is_below(line: str, is_patch: bool) -> bool:
    """Return a line that git prints below a message: the files that changed, or the patch."""
    return is_patch or line.startswith((" ", "|", "*", "diff ", ":")) or CHANGED.match(line) is not None

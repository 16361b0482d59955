"""A whole review between two data directories and one share, every step a process of its own (V1-V6)."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ran

SUMMARY = "Nodes had less disk than images need."


class Reviewer:
    """One person with a data directory of their own."""

    def __init__(self, name: str, home: Path) -> None:
        self.data = home / name
        config, share = str(home / "config"), str(home / "share")
        plain = {key: value for key, value in os.environ.items() if not key.startswith("ONCALL_")}
        self._environment = {**plain, "ONCALL_DATA": str(self.data), "ONCALL_AUTHOR": name}
        self._environment |= {"ONCALL_CONFIG": config, "ONCALL_SHARE": share}

    def __call__(self, *words: str) -> Ran:
        ran = subprocess.run(
            [sys.executable, "-m", "oncall_tui", *words],
            env=self._environment, stdin=subprocess.DEVNULL, capture_output=True, check=False,
        )  # fmt: skip
        return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())

    def json(self, *words: str) -> Any:
        ran = self(*words, "--json")
        assert ran.code == 0, (words, ran.err)
        return ran.json

    def report(self) -> Any:
        return json.loads(self("report", "disk-space", "--format", "json").out)

    def parts(self) -> set[str]:
        """The signed parts as their lines stand in the document."""
        (path,) = (self.data / "incidents").glob("*.json")
        held = json.loads(path.read_bytes())["completed_parts"]
        return {json.dumps([record["name"], record["value"], record["salt"]]) for record in held.values()}


def meet(*people: Reviewer) -> None:
    for person in (*people, *people):
        assert person("sync").code == 0


@pytest.mark.long
def test_a_review_from_its_comments_to_an_amendment(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    ana, bo = Reviewer("ana", tmp_path), Reviewer("bo", tmp_path)
    ana("new", "disk space", "--zone", "UTC")
    ana("note", "--at", "2026-11-20 13:42", "alert: disk full")
    ana("note", "--at", "2026-11-20 14:03", "image pulls fail")
    ana("writeup", "set", "summary", SUMMARY)
    item = ana.json("rec", "add", "disk-space", "Alert on size", "definition_of_done=it pages")["id"]
    ana("review", "open", "--until", "2030-01-01", "--reviewer", "bo")
    meet(ana, bo)
    bo("use", "disk-space")
    change = bo.json("review", "comment", "summary", "change", "Shorter.", "proposal=Disks were short.")["id"]
    clarify = bo.json("review", "comment", "14:03", "clarify", "Which images?")["id"]
    disagree = bo.json("review", "comment", "13:42", "disagree", "It named the volume.")["id"]

    # The base has moved: nothing changes until it is confirmed, then it is credited to both.
    ana("writeup", "set", "summary", "Nodes had far less disk than images need.")
    meet(ana, bo)
    refused = ana("review", "apply", change)
    assert (refused.code, "{+far +}" in refused.err) == (2, True)
    assert ana.report()["sections"][0]["text"].startswith("Nodes had far")
    applied = ana.json("review", "apply", change, "--anyway")
    assert (applied["by"], applied["ended_by"]) == ("bo", "ana")
    assert "proposed by bo" in ana("undo").err
    assert ana.json("review", "apply", change, "--anyway")["ending"] == "applied"

    # Each kind has its own ending, and only who may says it; dissent waits for the deadline.
    assert "only bo can" in ana("review", "end", disagree, "resolved").err
    assert ana("review", "end", disagree, "dissent").code == 2
    assert ana("complete", "--json").json == {"refused": ["open-disagree"]}
    meet(ana, bo)
    bo("review", "end", clarify, "answered", "The base image.")
    bo("review", "sign", "aligned=yes", "understood=yes", "improvements=yes")
    ana("writeup", "set", "impact", "Four hours of deployments.")
    ana("review", "sign", "aligned=yes")
    ana("review", "set", "until=2020-01-01", "extended=it was over long ago")
    meet(ana, bo)
    stale = {each["name"]: each["stale"] for each in ana.json("review", "show")["reviewers"]}
    assert stale == {"bo": True, "ana": False}
    words = ("position=it named the volume", "standing=not its size")
    assert ana("review", "end", disagree, "dissent", "", *words).code == 0
    assert bo("note", "--at", "2026-11-20 14:30", "bo restarted the kubelet").code == 0
    assert ana("complete").code == 0
    signed, parts = ana.report(), ana.parts()
    assert [(each["position"], each["standing"]) for each in signed["dissents"]] == [
        ("it named the volume", "not its size")
    ]
    printed = ana("report", "disk-space").out
    assert "it named the volume" in printed
    assert "not its size" in printed

    # What bo wrote offline is an amendment; work on a recommendation is none; what was signed stays.
    bo("rec", "set", item, "status=planned", "owner=bo", "due=2027-01-01")
    bo("event", "disk-space", "14:03", "text=image pulls fail on new nodes")
    meet(ana, bo)
    for person in (ana, bo):
        told = person.report()
        assert person.parts() == parts
        assert (told["timeline"], told["problems"]) == (signed["timeline"], [])
        assert sorted(each["to"] for each in told["amendments"]) == [
            "bo restarted the kubelet",
            "image pulls fail on new nodes",
        ]

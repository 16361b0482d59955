"""The demo: worked incidents told again through the same services that people use, each author at their moment.

Nothing is made up on the way: what the demo shows is what the program did with what was typed.
"""

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable

from oncall_tui.services.demo.player import HandsOf, StoryPlayer, StoryWorld
from oncall_tui.services.demo.story import Story, time_shift


def worked_incidents(now: int) -> list[Story]:
    """Every worked incident of the package, as old at `now` (UTC microseconds) as it says that it is."""
    folders = (entry for entry in files("oncall_tui").joinpath("demo").iterdir() if entry.is_dir())
    return sorted((_story(folder, now) for folder in folders), key=lambda story: story.name)


def play_stories(stories: list[Story], hands_of: HandsOf) -> None:
    """Tell the stories through the hands of their authors, in the order in which everything happened."""
    cast = StoryWorld(hands_of)
    told = [happening for story in stories for happening in StoryPlayer(story, cast).happenings()]
    for happening in sorted(told, key=lambda happening: happening.at):
        cast.now = happening.at
        happening.do()


def _story(folder: Traversable, now: int) -> Story:
    head = tomllib.loads(folder.joinpath("incident.toml").read_text("utf-8"))
    told = time_shift(head["story_start"], head["age"], now)
    return Story(folder.name, told.told_values(head), told, folder)

"""The second keys of kinds and milestones, the same in every view: a kind has the key of its mark."""

from oncall_tui.domain.capture_line import KIND_MARKS
from oncall_tui.domain.milestones import MILESTONES
from oncall_tui.widgets.choices import Choice

NONE = Choice("-", "none", "")
KIND_CHOICES = (*(Choice(mark, word, word) for mark, word in KIND_MARKS.items()), NONE)
MILESTONE_CHOICES = (*(Choice(key, name, name) for key, name in zip("sdcamr", MILESTONES, strict=True)), NONE)

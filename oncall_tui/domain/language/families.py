"""The families of the language check and what each asks instead (W13; RETROSPECTIVE, language)."""

from enum import StrEnum


class Family(StrEnum):
    """A family of judgemental wording."""

    COUNTERFACTUAL = "counterfactual"
    OMISSION = "omission"
    JUDGEMENT = "judgement"
    HUMAN_ERROR = "human-error"
    ONE_CAUSE = "one-cause"
    HINDSIGHT = "hindsight"
    EXHORTATION = "exhortation"
    COMMAND_AND_CONTROL = "command-and-control"


class Sureness(StrEnum):
    """*Plain*: the words name a person. *Likely*: a passive without an agent, or a word that can be meant otherwise."""

    PLAIN = "plain"
    LIKELY = "likely"


QUESTIONS = {
    Family.COUNTERFACTUAL: "What did they see at that moment, and what made this the sensible thing?",
    Family.OMISSION: "What was on their screen instead? What would have brought it up?",
    Family.JUDGEMENT: "By which measure, known at that time?",
    Family.HUMAN_ERROR: "Which control was absent, late, bypassed, ineffective or harmful?",
    Family.ONE_CAUSE: "Which conditions had to meet? Which of them are ours?",
    Family.HINDSIGHT: "To whom, at which row?",
    Family.EXHORTATION: "What would make the right act the easy one?",
    Family.COMMAND_AND_CONTROL: "What would make it hold on a night when nobody remembers it?",
}

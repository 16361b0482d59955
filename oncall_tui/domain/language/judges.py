"""Judges: for a match of a rule, how sure it is that the words judge a person; None where they do not."""

import re
from collections.abc import Callable

from oncall_tui.domain.language.families import Sureness
from oncall_tui.domain.language.hit import Hit
from oncall_tui.domain.language.subject import Subject, bare, classify
from oncall_tui.domain.language.vocabulary import (
    ACTS,
    ACTS_PARTICIPLE,
    ACTS_PAST,
    AVOIDABLE,
    BETTER,
    DESCRIBING,
    DETERMINERS,
    ERROR_OF_A_MACHINE,
    EXPECTED_ACTS,
    FINDINGS,
    IRREGULAR_PARTICIPLES,
    LUCK,
    MACHINE_ACTS,
    PASSIVE_ACTS,
    PERCEIVED,
    PERSON_OR_MACHINE,
    SIGNALS,
    TOLD,
)

PLAIN, LIKELY = Sureness.PLAIN, Sureness.LIKELY
# The noun behind *caused by*, where it ends there: `the on-call engineer.`, not `an engineer tool`.
_AGENT = re.compile(
    r"\s+(?:an?|the|our|one of (?:our|the))?\s*(@?[\w-]+(?:\s+[\w-]+){0,2}?)"
    r"(?=\s*(?:[.,;:()\n]|$|(?:who|at|in|on|during|when|while|and|\w+ing)\b))"
)
Judge = Callable[[Hit], Sureness | None]


def always(sureness: Sureness) -> Judge:
    """Return a judge that asks nothing: the words are enough."""
    return lambda hit: sureness


def of_person(hit: Hit) -> Sureness | None:
    """Plain where a person does it; nothing for a passive or a machine."""
    return PLAIN if hit.subject is Subject.PERSON and not hit.is_passive else None


def not_public(hit: Hit) -> Sureness | None:
    """Plain, unless it is advice to the public."""
    return None if Subject.PUBLIC in (hit.subject, opening(hit)) else PLAIN


def opening(hit: Hit) -> Subject:
    """Return the class of the first noun of the sentence: advice to the public begins with them."""
    for index, token in enumerate(hit.before):
        found = classify(hit.before, index, hit.names)
        if found is not Subject.UNKNOWN and token not in DETERMINERS:
            return found
    return Subject.UNKNOWN


def is_participle(word: str) -> bool:
    """Return whether it is a past participle, regular or one of the common irregular ones."""
    return word in IRREGULAR_PARTICIPLES or (
        word.endswith("ed") and word not in ("need", "speed", "feed", "seed", "embed")
    )


# -- counterfactual ---------------------------------------------------------------------------------------------------


def should_have(hit: Hit) -> Sureness | None:
    """Judge `should have` by its subject and its participle; `should have an owner` is a wish."""
    participle, *rest = hit.following(3) or [""]
    if participle == "been":
        return should_have_been(hit, rest[0] if rest else "")
    if not is_participle(participle):
        return None
    if participle in DESCRIBING and not (rest and rest[0] in DETERMINERS):
        return None
    return PLAIN if hit.subject is Subject.PERSON else None


def should_have_been(hit: Hit, participle: str) -> Sureness | None:
    """Judge the passive: what people are expected to have done is likely, events of machines are not."""
    if hit.subject is Subject.PERSON:
        return None if participle in TOLD else PLAIN
    if hit.subject is Subject.PUBLIC:
        return None
    return LIKELY if participle in EXPECTED_ACTS or participle in BETTER else None


def could_have(hit: Hit) -> Sureness | None:
    """Judge `could have`: a missed act of a person, not luck and not an estimate."""
    participle, *rest = hit.following(3) or [""]
    if {"nobody", "no-one", "none"} & set(hit.before[-3:]):
        return None
    if "not" in hit.words or "never" in hit.words or any(word.endswith(("n't", "n’t")) for word in hit.words):
        return None
    if participle == "been":
        quality = rest[0] if rest else ""
        if quality in BETTER:
            return PLAIN if hit.subject is Subject.PERSON else LIKELY
        return LIKELY if quality in AVOIDABLE and hit.subject is not Subject.PUBLIC else None
    if not is_participle(participle) or participle in LUCK:
        return None
    return PLAIN if hit.subject is Subject.PERSON else None


def would_have(hit: Hit) -> Sureness | None:
    """`would have`, and `might have`, which is an estimate but for what a person perceives."""
    participle, *rest = hit.following(2) or [""]
    if participle == "been":
        wise = rest and rest[0] in ("better", "wiser", "wise", "prudent", "advisable", "sensible")
        return LIKELY if wise else None
    return LIKELY if participle in PERCEIVED and hit.subject is Subject.PERSON else None


def if_only(hit: Hit) -> Sureness | None:
    """Judge `if only` by whether a person follows."""
    words = hit.following(1)
    return PLAIN if words and words[0] != "one" and hit.following_subject() is Subject.PERSON else None


def had_they(hit: Hit) -> Sureness | None:
    """`Had we checked`: the condition opens its clause."""
    text = hit.text[max(0, hit.start - 2) : hit.start].rstrip()
    if text and text[-1] not in ",;:—–.!?-*":
        return None
    participle = next((word for word in hit.following(4) if is_participle(word)), "")
    return PLAIN if participle and hit.following_subject() is Subject.PERSON else None


# -- omission ---------------------------------------------------------------------------------------------------------


def failed_to(hit: Hit) -> Sureness | None:
    """Judge `failed to`: plain of a person, likely of a bullet that begins with an act of people."""
    act = (hit.following(1) or [""])[0]
    if act in MACHINE_ACTS and PERSON_OR_MACHINE & set(hit.before[-1:]):
        return None
    if hit.subject is Subject.PERSON:
        return PLAIN
    if hit.subject is Subject.NONE and act in ACTS - {
        "read",
        "set",
        "stop",
        "update",
        "detect",
        "check",
        "try",
    }:
        return LIKELY
    return None


def failure_to(hit: Hit) -> Sureness | None:
    """Judge `failure to` by the act that follows."""
    act = (hit.following(1) or [""])[0]
    return LIKELY if act in ACTS - {"read", "set", "stop", "update", "detect", "do", "make", "take"} else None


def did_not(hit: Hit) -> Sureness | None:
    """Judge `did not` and `had not` by act and subject; a reason in the sentence makes it an account."""
    act, *rest = hit.following(2) or [""]
    forms = ACTS | ACTS_PARTICIPLE if hit.words[0].startswith("had") else ACTS
    if act not in forms or (rest and rest[0] in ("any", "to")) or hit.gives_a_reason:
        return None
    if hit.subject is Subject.PERSON:
        return PLAIN
    return (
        LIKELY if hit.subject is Subject.NONE and act not in ("read", "set", "stop", "take", "do") else None
    )


def overlooked(hit: Hit) -> Sureness | None:
    """Judge `missed`, `ignored` and the like: of a person, or passive of a signal."""
    if hit.last == "missed" and set(hit.following(4)) & {
        "slo",
        "sla",
        "target",
        "deadline",
        "quorum",
        "heartbeat",
    }:
        return None
    if hit.is_passive:
        if hit.agent() is Subject.MACHINE:
            return None
        return (
            LIKELY if hit.last in ("overlooked", "neglected", "forgotten") or is_about_a_signal(hit) else None
        )
    if hit.last in ("forgot", "forgotten"):
        return PLAIN if hit.subject in (Subject.PERSON, Subject.UNKNOWN, Subject.NONE) else None
    return PLAIN if hit.subject is Subject.PERSON else None


def is_about_a_signal(hit: Hit) -> bool:
    """Return True where an alert, a page or a warning comes shortly before the words."""
    return any(bare(token) in SIGNALS for token in hit.before[-6:])


def nobody(hit: Hit) -> Sureness | None:
    """Judge `nobody` by whether an act of people follows: `nobody checked`, not `nobody was notified`."""
    words = [
        word for word in hit.following(8) if word not in ("had", "has", "ever", "really", "actually", "even")
    ]
    if words and words[0] in ("on", "in", "from", "at", "of"):
        words = words[1:]
        while words and words[0] not in ACTS_PAST | ACTS_PARTICIPLE:
            if words[0] in ("was", "were", "is", "could", "knew"):
                return None
            words = words[1:]
    return PLAIN if words and words[0] in ACTS_PAST | ACTS_PARTICIPLE | {"checked", "owned"} else None


def never_done(hit: Hit) -> Sureness | None:
    """Judge `was never tested` and `never checked`; an agent behind *by* decides for the passive."""
    act = (hit.following(1) or [""])[0]
    if hit.gives_a_reason or "yet" in hit.following(8):
        return None
    agent = hit.agent()
    if agent is not None:
        return PLAIN if act in PASSIVE_ACTS and agent is Subject.PERSON else None
    if hit.is_passive or hit.words[0] in ("was", "were", "wasn't", "weren't", "wasn’t", "weren’t"):
        if hit.subject is Subject.PUBLIC or FINDINGS & {bare(token) for token in hit.before}:
            return None
        return LIKELY if act in PASSIVE_ACTS else None
    return PLAIN if "never" in hit.words and act in ACTS_PAST and hit.subject is Subject.PERSON else None


def without(hit: Hit) -> Sureness | None:
    """Judge `without checking` by whether a person or a passive comes before it."""
    words = hit.before
    if any(classify(words, index, hit.names) is Subject.PERSON for index in range(len(words))):
        return PLAIN
    return LIKELY if {"was", "were", "been"} & set(words) or hit.is_first else None


# -- judgement --------------------------------------------------------------------------------------------------------


def lazy(hit: Hit) -> Sureness | None:
    """Judge `lazy`: of people, not of loading."""
    following = (hit.following(1) or [""])[0]
    mechanism = (
        "load",
        "eval",
        "init",
        "mount",
        "delet",
        "unmount",
        "connect",
        "creat",
        "alloc",
        "bind",
        "import",
        "comput",
    )
    around = (following, *hit.before[-1:])
    return (
        None
        if any(word.startswith(mechanism) for word in around) or hit.subject is Subject.MACHINE
        else PLAIN
    )


def rushed(hit: Hit) -> Sureness | None:
    """Judge `rushed`: plain of a person, likely of a thing."""
    if hit.is_passive:
        return LIKELY
    if hit.before and hit.before[-1] in ("a", "the", "too", "and"):
        return LIKELY
    return PLAIN if hit.subject is Subject.PERSON else None


def wrongly(hit: Hit) -> Sureness | None:
    """Judge `wrongly assumed` by its subject."""
    if hit.subject is Subject.PERSON:
        return PLAIN
    return LIKELY if hit.is_passive and hit.last in ("assumed", "believed", "thought", "concluded") else None


# -- human error ------------------------------------------------------------------------------------------------------


def somebodys_mistake(hit: Hit) -> Sureness | None:
    """Judge a possessive with mistake, error or fault by who owns it."""
    if (hit.following(1) or [""])[0] in ERROR_OF_A_MACHINE:
        return None
    owner = re.match(r"@?[\w-]+", hit.match[0])
    name = bare(owner[0]) if owner else ""
    if name in ("our", "their", "his", "her", "my", "your", "someone", "somebody"):
        return None if hit.last in ("error", "errors") and name == "your" else PLAIN
    found = classify([owner[0]] if owner else [""], 0, hit.names)
    if found is Subject.PERSON:
        return PLAIN
    is_name = found is Subject.UNKNOWN and hit.match[0][0].isupper()
    return (
        PLAIN if is_name and hit.last in ("mistake", "fault", "oversight", "blunder", "negligence") else None
    )


def mistakenly(hit: Hit) -> Sureness | None:
    """Judge `mistakenly`: plain of a person, likely in the passive."""
    if hit.subject is Subject.PERSON:
        return PLAIN
    return LIKELY if hit.is_passive or hit.last == "mistake" else None


def at_fault(hit: Hit) -> Sureness | None:
    """Judge `at fault` and `to blame`: nothing where a machine is."""
    if hit.subject is Subject.MACHINE or "not" in hit.before[-3:]:
        return None
    return PLAIN if hit.subject is Subject.PERSON else LIKELY


def caused_by(hit: Hit) -> Sureness | None:
    """Judge `caused by` by whether the noun behind it is a person and ends there."""
    phrase = _AGENT.match(hit.text, hit.end)
    if not phrase:
        return None
    tokens = phrase[1].split()
    return PLAIN if classify(tokens, len(tokens) - 1, hit.names) is Subject.PERSON else None


# -- one cause --------------------------------------------------------------------------------------------------------


def one_cause(hit: Hit) -> Sureness | None:
    """Judge `root cause`: always, unless the sentence says that there is none."""
    denied = {"no", "not", "never", "without"} & set(hit.before[-3:]) or any(
        word.endswith(("n't", "n’t")) for word in hit.before[-3:]
    )
    return None if denied else PLAIN


# -- hindsight --------------------------------------------------------------------------------------------------------


def obvious(hit: Hit) -> Sureness | None:
    """Judge `obvious`: hindsight, unless denied or said with a time."""
    near = hit.before[-3:]
    if {"no", "not", "any", "less", "more", "without", "never", "nothing", "few", "became", "become"} & set(
        near
    ):
        return None
    if any(word.endswith(("n't", "n’t")) for word in near) or hit.gives_a_time:
        return None
    if hit.following(1) == ["to"] or hit.following(1) == ["when"]:
        return None if "when" in hit.following(1) else PLAIN
    return LIKELY if near and near[-1] in ("an", "the") and hit.following(1) != ["from"] else PLAIN


def signs(hit: Hit) -> Sureness | None:
    """Judge `warning signs`: hindsight, unless denied or said with a time."""
    denied = {"no", "any", "without", "few"} & {*hit.before[-3:], *hit.words}
    return None if denied or hit.gives_a_time else PLAIN


def untimed(hit: Hit) -> Sureness | None:
    """Judge hindsight that a time of day would excuse."""
    return None if hit.gives_a_time or {"no", "not"} & set(hit.before[-2:]) else LIKELY


# -- command and control ----------------------------------------------------------------------------------------------


def addressed(hit: Hit) -> Sureness | None:
    """Plain where the words behind it name a person: `remind everyone`."""
    return PLAIN if hit.following_subject() is Subject.PERSON else None


_INFORMED = {
    "aware",
    "able",
    "notified",
    "informed",
    "given",
    "alerted",
    "paged",
    "has",
    "have",
    "get",
    "gets",
    "can",
}


def ensure(hit: Hit) -> Sureness | None:
    """`Ensure that engineers read the runbook`; that people are told or able to is a duty of the system."""
    words = hit.following(8)
    if (words and words[0] in ("we", "they", "it", "he", "she")) or _INFORMED & set(words[:5]):
        return None if not {"everyone", "everybody"} & set(words[:2]) or "aware" in words else PLAIN
    return PLAIN if hit.following_subject() is Subject.PERSON else None


def must_always(hit: Hit) -> Sureness | None:
    """Judge `must always` by its subject: rules for a proxy are no orders."""
    if hit.subject is Subject.PERSON:
        return PLAIN
    return (
        LIKELY
        if "must" in hit.words and hit.subject is Subject.UNKNOWN and hit.following(1) == ["be"]
        else None
    )


def imperative(hit: Hit) -> Sureness | None:
    """Judge `Always` and `Never` at the head of a sentence by whether a verb follows."""
    word = (hit.following(1) or [""])[0]
    odd = (
        word.endswith(("ed", "ing", "ly"))
        or word in DETERMINERS
        or word in ("again", "on", "mind", "in", "was", "were", "had")
    )
    return PLAIN if hit.is_first and word and not odd and hit.text[hit.end] == " " else None


def retrain(hit: Hit) -> Sureness | None:
    """Judge `retrain`: of people, not of models."""
    words = hit.following(4)
    learner = {"model", "models", "classifier", "network", "detector", "embedding", "embeddings", "weights"}
    return None if learner & set(words) or hit.subject is Subject.MACHINE else PLAIN


def people_must(hit: Hit) -> Sureness | None:
    """Judge what people are told to do; being told or given something is a duty of the system."""
    word = (hit.following(1) or [""])[0]
    if word in ("be", "have", "not", "see", "get", "receive"):
        return None
    return LIKELY if "should" in hit.words or "shall" in hit.words else PLAIN

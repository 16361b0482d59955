"""The table of rules: the family, the words that a wording begins with, its spelling, and who judges it.

A text is looked through once, word by word; only where a word opens a rule is that rule's expression tried. Expressions
are compiled when they are first needed, since the tracker loads this table on its way to a list.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from oncall_tui.domain.language import judges
from oncall_tui.domain.language.families import Family
from oncall_tui.domain.language.judges import LIKELY, PLAIN, Judge, always, not_public

POSSESSIVE = "'s"  # opens the rules that begin with a possessive: *ana's*, *the on-call's*


@dataclass(frozen=True)
class Rule:
    """One wording. `opens`: the words it begins with, lower case; `spelling`: an expression (verbose, no groups).

    `reach`: how many words behind the match belong to the finding (`should have` + `checked`).
    """

    family: Family
    opens: str
    spelling: str
    judge: Judge
    reach: int = 0

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The spelling, compiled."""
        return re.compile(self.spelling, re.IGNORECASE | re.VERBOSE)


_ADVERBS = r"(?:\s+(?:not|never|also|already|probably|perhaps|simply|easily|just|at\s+least|even|yet|\w+ly))*"
_NOT = r"(?:\s+not|n['’]t)"
_CAREFUL = (
    r"(?:careful|cautious|vigilant|diligent|mindful|attentive|aware|thorough|rigorous|disciplined|conscious|proactive"
    r"|considerate|alert)"
)
_ONE = r"(?:engineer|developer|team|operator|responder|member|admin)"
_ALL = rf"(?:every(?:one|body)|(?:all|every)\s+(?:\w+\s+)?(?:{_ONE}s?|staff)|{_ONE}s|administrators|staff)"
_PROCESS_WORDS = (
    "awareness knowledge understanding training communication communications process processes procedure procedures "
    "planning review reviews testing preparation coordination oversight experience handover supervision"
)
_PROCESS = rf"(?:{'|'.join(_PROCESS_WORDS.split())})"
_BLIND_ACTS = (
    r"(?:assum|believ|thought|conclud|decid|judg|trust|follow|copied|appl|ran|clos|dismiss|diagnos|guess|interpret"
    r"|presum)\w*"
)
_CHECKING = (
    r"(?:check|test|verify|validat|read|review|ask|tell|inform|notify|announc|consult|think|consider|look"
    r"|communicat)ing"
)
_DAMAGE = r"(?:outage|incident|failure|error|mistake|breakage|downtime|disruption|deletion|leak)"

_COUNTERFACTUAL = (
    Rule(
        Family.HINDSIGHT,
        "should must",
        r"(?:should|must)\s+have\s+been\s+(?:so\s+)?(?:obvious|clear|apparent|evident)\b",
        always(PLAIN),
    ),
    Rule(
        Family.COUNTERFACTUAL,
        "should shouldn't should've ought needed",
        rf"(?:should(?:['’]ve|(?:n['’]t)?{_ADVERBS}\s+have)|ought\s+(?:not\s+)?to\s+have|needed\s+to\s+have)"
        rf"{_ADVERBS}(?=\s)",
        judges.should_have,
        reach=1,
    ),
    Rule(
        Family.COUNTERFACTUAL,
        "could couldn't could've",
        rf"could(?:['’]ve|(?:n['’]t)?{_ADVERBS}\s+have){_ADVERBS}(?=\s)",
        judges.could_have,
        reach=1,
    ),
    Rule(
        Family.COUNTERFACTUAL,
        "would would've might might've",
        rf"(?:would|might)(?:['’]ve|{_ADVERBS}\s+have){_ADVERBS}(?=\s)",
        judges.would_have,
        reach=1,
    ),
    Rule(Family.COUNTERFACTUAL, "if", r"if\s+only\b", judges.if_only),
    Rule(
        Family.COUNTERFACTUAL,
        "had",
        r"had(?=\s+(?:we|they|he|she|I|some\w+|any\w+|the|our|@\w+)\s)",
        judges.had_they,
    ),
)
_OMISSION = (
    Rule(
        Family.OMISSION,
        "failed fails failing neglected neglects omitted",
        r"(?:fail(?:ed|s|ing)|neglect(?:ed|s)|omitted)\s+to\b",
        judges.failed_to,
        reach=1,
    ),
    Rule(Family.OMISSION, "failure failures", r"failures?\s+to\b", judges.failure_to, reach=1),
    Rule(
        Family.OMISSION,
        "did didn't had hadn't",
        rf"(?:did|had){_NOT}(?:\s+(?:even|actually|yet|\w+ly))*(?=\s)",
        judges.did_not,
        reach=1,
    ),
    Rule(
        Family.OMISSION,
        "ignored overlooked neglected disregarded forgot forgotten missed skipped",
        r"\w+(?!\s+to\b)|forgot(?:ten)?\b",
        judges.overlooked,
    ),
    Rule(
        Family.OMISSION,
        "nobody no-one no none neither",
        r"(?:nobody|no[\s-]one|none\s+of\s+(?:us|them|the\s+\w+)|neither\s+of\s+(?:us|them))\b",
        judges.nobody,
        reach=1,
    ),
    Rule(
        Family.OMISSION,
        "was wasn't were weren't had has have never",
        rf"(?:(?:was|were)(?:\s+never|{_NOT})|(?:had|has|have)\s+(?:never|not)\s+been|never){_ADVERBS}(?=\s)",
        judges.never_done,
        reach=1,
    ),
    Rule(
        Family.OMISSION,
        "without",
        rf"without\s+(?:first\s+|properly\s+|even\s+|fully\s+)?{_CHECKING}\b",
        judges.without,
    ),
)
_JUDGEMENT = (
    Rule(
        Family.JUDGEMENT,
        "careless carelessly carelessness sloppy sloppily sloppiness negligent negligence negligently reckless "
        "recklessly recklessness incompetent incompetence incompetently irresponsible irresponsibly stupid stupidly "
        "stupidity foolish foolishly thoughtless thoughtlessly complacent complacency unprofessional unprofessionally "
        "ill-considered ill-advised ill-judged "
        "inattention inattentive hasty hastily clumsy clumsily botched half-hearted half-heartedly cavalier",
        r"[\w-]+",
        always(PLAIN),
    ),
    Rule(Family.JUDGEMENT, "lazy lazily laziness", r"\w+", judges.lazy),
    Rule(Family.JUDGEMENT, "rushed rushing in", r"rushed|rushing|in\s+(?:a\s+rush|haste)\b", judges.rushed),
    Rule(
        Family.JUDGEMENT,
        "poor bad wrong questionable terrible flawed",
        r"\w+\s+(?:\w+\s+)?(?:judge?ment|decisions?(?!\s+(?:tree|record))|call\b(?!\s+to\b)|choices?)\b",
        always(PLAIN),
    ),
    Rule(
        Family.JUDGEMENT,
        "poor",
        r"poor(?:\s+\w+)?\s+(?:communications?|planning|preparation|coordination|discipline|execution|strategy|practices?"
        r"|process(?:es)?|handling|oversight|attitude|workmanship)\b",
        always(LIKELY),
    ),
    Rule(
        Family.JUDGEMENT,
        "poorly",
        r"poorly\s+(?:planned|communicated|handled|executed|tested|documented|written|managed|coordinated|thought|prepared"
        r"|chosen|reviewed)\b",
        always(LIKELY),
    ),
    Rule(
        Family.JUDGEMENT,
        "wrongly incorrectly falsely mistakenly erroneously naively prematurely blindly unwisely",
        rf"\w+\s+{_BLIND_ACTS}",
        judges.wrongly,
    ),
    Rule(
        Family.JUDGEMENT,
        "misjudged messed screwed fumbled panicked blundered slacked",
        r"(?:messed|screwed)\s+up\b|(?!messed|screwed)\w+",
        judges.of_person,
    ),
    Rule(
        Family.JUDGEMENT,
        "lack",
        r"lack\s+of\s+(?:\w+\s+)?(?:care|attention|diligence|discipline|competence|vigilance|rigou?r|judge?ment|ownership"
        r"|commitment)\b",
        always(PLAIN),
    ),
    Rule(
        Family.JUDGEMENT,
        "lack",
        r"lack\s+of\s+(?:\w+\s+)?(?:awareness|knowledge|experience|understanding|training|communication)\b"
        r"(?!\s+(?:redundan|channel|tool|link|path|line|service|system)\w*)",
        always(LIKELY),
    ),
    Rule(
        Family.JUDGEMENT,
        "inadequate insufficient deficient substandard",
        rf"\w+\s+(?:\w+\s+)?{_PROCESS}\b(?!\s+(?:memory|time|pool|power|units?)\b)",
        always(LIKELY),
    ),
    Rule(
        Family.JUDGEMENT,
        _PROCESS_WORDS,
        rf"{_PROCESS}\s+(?:was|were)\s+(?:\w+ly\s+)?(?:inadequate|insufficient|poor|sloppy|lacking)\b",
        always(LIKELY),
    ),
)
_HUMAN_ERROR = (
    Rule(
        Family.HUMAN_ERROR,
        "human operator pilot engineer developer",
        r"(?:human[\s-]+(?:errors?|mistakes?|failures?|faults?|slips?)|(?:operator|pilot|engineer|developer)\s+error)\b",
        always(PLAIN),
    ),
    Rule(
        Family.HUMAN_ERROR,
        "fat fat-finger fat-fingered fat-fingers fat-fingering",
        r"fat[\s-]finger(?:ed|ing|s)?\b",
        always(PLAIN),
    ),
    Rule(
        Family.HUMAN_ERROR,
        "user manual administrator admin",
        r"\w+\s+error\b(?!\s+(?:rate|handling|message|page|log|budget))",
        always(LIKELY),
    ),
    Rule(
        Family.HUMAN_ERROR,
        f"{POSSESSIVE} our their his her my your",
        r"@?[\w-]+(?:['’]s?)?\s+(?:own\s+)?(?:mistakes?|errors?|fault|oversight|blunder|negligence)\b",
        judges.somebodys_mistake,
    ),
    Rule(
        Family.HUMAN_ERROR,
        "mistakenly erroneously by",
        r"mistakenly|erroneously|by\s+mistake\b",
        judges.mistakenly,
    ),
    Rule(
        Family.HUMAN_ERROR,
        "made",
        r"made\s+(?:an?\s+|the\s+|some\s+|several\s+|two\s+)?(?:\w+\s+)?(?:mistakes?|errors?|blunders?)\b",
        judges.of_person,
    ),
    Rule(Family.HUMAN_ERROR, "mistake mistakes errors", r"\w+\s+(?:was|were)\s+made\b", always(LIKELY)),
    Rule(
        Family.HUMAN_ERROR,
        "at is are was were",
        r"at\s+fault\b|(?:is|are|was|were)\s+(?:\w+ly\s+)?to\s+blame\b",
        judges.at_fault,
    ),
    Rule(
        Family.HUMAN_ERROR,
        "blame blames blamed blaming",
        r"(?<!git\ )blam(?:ed?|es|ing)\s+(?:on\s+)?(?!culture|game|free)(?=@?\w)",
        judges.addressed,
    ),
    Rule(
        Family.HUMAN_ERROR,
        "is are was were",
        rf"\w+\s+(?:\w+ly\s+)?responsible\s+for\s+(?:the\s+|this\s+)?{_DAMAGE}\b",
        judges.of_person,
    ),
    Rule(
        Family.HUMAN_ERROR,
        "fault blame",
        r"(?:fault|blame)\s+(?:lies|lay|rests|rested|falls|fell)\s+(?:\w+ly\s+)?(?:with|on)\b",
        judges.caused_by,
    ),
    Rule(Family.HUMAN_ERROR, "mistake mistakes", r"mistakes?\s+(?:by|of)\b", judges.caused_by),
    Rule(Family.HUMAN_ERROR, "caused", r"caused\s+by\b", judges.caused_by),
)
_ONE_CAUSE = (
    Rule(
        Family.ONE_CAUSE,
        "root root-cause root-causes rootcause rca real true ultimate single sole primary main",
        r"root[\s-]?causes?\b|RCA\b|(?:real|true|ultimate|single|sole|primary|main)\s+cause\b",
        judges.one_cause,
    ),
)
_HINDSIGHT = (
    Rule(
        Family.HINDSIGHT,
        "in with hindsight the looking",
        r"(?:(?:in|with|the\s+benefit\s+of)\s+hindsight|hindsight|in\s+retrospect|looking\s+back,)(?!\s+bias)",
        always(PLAIN),
    ),
    Rule(Family.HINDSIGHT, "obvious obviously", r"\w+", judges.obvious),
    Rule(
        Family.HINDSIGHT,
        "clear warning red signs writing",
        r"(?:clear\s+)?(?:warning\s+signs?|red\s+flags?)\b|clear\s+signs?\b|signs\s+were\s+(?:all\s+)?there\b"
        r"|writing\s+(?:was\s+)?on\s+the\s+wall\b",
        judges.signs,
    ),
    Rule(
        Family.HINDSIGHT,
        "clear evident apparent visible clearly foreseeable",
        r"(?:clear|evident|apparent|visible)\s+from\s+the\s+(?:very\s+)?(?:start|beginning|outset|first)\b"
        r"|clearly\s+(?:should|a\s+mistake|wrong|a\s+bad)\b|foreseeable\b(?!\s+future)",
        judges.untimed,
    ),
)
_EXHORTATION = (
    Rule(
        Family.EXHORTATION,
        "be being been",
        rf"be(?:ing|en)?\s+(?:\w+\s+)?(?:more|extra|very|especially|particularly)\s+{_CAREFUL}\b"
        r"|be(?:ing)?\s+(?:careful|vigilant|mindful|diligent|cautious|attentive)\b",
        not_public,
    ),
    Rule(
        Family.EXHORTATION,
        "more greater extra better additional due great special closer take taking exercise use",
        r"(?:more|greater|extra|better|additional|due|great|special|closer)\s+(?:care|caution|attention|diligence|vigilance"
        r"|awareness)\b|tak(?:e|ing)\s+care\s+(?:to|when|not|while|with)\b|(?:exercise|use)\s+(?:\w+\s+)?caution\b",
        not_public,
    ),
    Rule(
        Family.EXHORTATION,
        "pay paying pays attention",
        r"pay(?:ing|s)?\s+(?:\w+\s+)?attention\b|attention\s+(?:should|must|needs?\s+to|has\s+to)\s+be\s+paid\b",
        not_public,
    ),
    Rule(
        Family.EXHORTATION,
        "double triple double-check double-checking triple-check triple-checking doublecheck",
        r"(?:double|triple)[\s-]?check(?:ing)?\b",
        not_public,
    ),
    Rule(
        Family.EXHORTATION,
        "remember remembering do don't never not must shouldn't try trying stay staying think thinking on use",
        r"remember(?:ing)?\s+to\b|(?:do\s+not|don['’]t|never|not\s+to|must\s+not|shouldn['’]t)\s+forget\b"
        r"|try(?:ing)?\s+harder\b|do\s+better\s+next\s+time\b|stay(?:ing)?\s+(?:alert|vigilant|sharp|focused)\b"
        r"|think(?:ing)?\s+twice\b|on\s+(?:the\s+lookout|(?:their|our)\s+(?:guard|toes))\b|use\s+common\s+sense\b",
        not_public,
    ),
    Rule(
        Family.EXHORTATION,
        "more should must need needs have has please always carefully",
        r"more\s+carefully\b|(?:should|must|needs?\s+to|ha(?:ve|s)\s+to|please|always)\s+(?:\w+\s+)?carefully\b"
        r"|carefully\s+(?:read|review|check|test|verify|follow|study|consider|plan|examine|inspect|compare|monitor)\b",
        not_public,
    ),
)
_COMMAND = (
    Rule(
        Family.COMMAND_AND_CONTROL,
        "remind reminding reminder",
        r"remind(?:ing|er\s+(?:to|for))?(?=\s)",
        judges.addressed,
    ),
    Rule(
        Family.COMMAND_AND_CONTROL,
        "must should shall need needs have has ought",
        r"(?:must|should|shall|needs?\s+to|ha(?:ve|s)\s+to|ought\s+to)\s+(?:always|never)\b",
        judges.must_always,
        reach=1,
    ),
    Rule(Family.COMMAND_AND_CONTROL, "always never", r"\w+(?=\s)", judges.imperative, reach=1),
    Rule(
        Family.COMMAND_AND_CONTROL,
        "retrain retraining retrained re-train re-training re-trained reeducate re-educate re-educating re-education",
        r"[\w-]+",
        judges.retrain,
    ),
    Rule(
        Family.COMMAND_AND_CONTROL,
        "ensure ensuring make making see seeing",
        r"(?:ensur(?:e|ing)|mak(?:e|ing)\s+sure|see(?:ing)?\s+to\s+it)(?:\s+that)?\b",
        judges.ensure,
    ),
    Rule(
        Family.COMMAND_AND_CONTROL,
        "instruct order oblige reprimand discipline admonish scold tell require",
        r"\w+(?=\s+(?:all|the|every|our|everyone|everybody|engineers|developers|operators|people|staff|them)\b)",
        judges.addressed,
    ),
    Rule(
        Family.COMMAND_AND_CONTROL,
        "everyone everybody all every engineers developers teams operators responders members admins administrators "
        "staff",
        rf"{_ALL}\s+(?:must|ha(?:s|ve)\s+to|needs?\s+to|should|shall|(?:is|are)\s+(?:required|expected|obliged)\s+to)"
        r"(?:\s+not)?\b(?!\s+(?:always|never)\b)",
        judges.people_must,
    ),
    Rule(
        Family.COMMAND_AND_CONTROL,
        "hold held holding disciplinary zero strict strictly",
        r"(?:hold|held|holding)\s+(?:\w+\s+){0,3}accountable\b|disciplinary\b|zero\s+tolerance\b"
        r"|strict(?:ly)?\s+(?:follow|adhere|adherence|obey|comply)\b",
        always(PLAIN),
    ),
)
RULES = (
    *_COUNTERFACTUAL,
    *_OMISSION,
    *_JUDGEMENT,
    *_HUMAN_ERROR,
    *_ONE_CAUSE,
    *_HINDSIGHT,
    *_EXHORTATION,
    *_COMMAND,
)


def rules_by_opening(rules: tuple[Rule, ...] = RULES) -> dict[str, tuple[Rule, ...]]:
    """Return the rules that each word opens, in the order of the table."""
    found: dict[str, tuple[Rule, ...]] = {}
    for rule in rules:
        for word in rule.opens.split():
            found[word] = (*found.get(word, ()), rule)
    return found

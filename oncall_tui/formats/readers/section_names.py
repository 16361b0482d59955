"""The names that reports give their sections, in the languages that we met, and the place that each proposes."""

import re
from functools import lru_cache

from oncall_tui.domain.destinations import IDEA, MILESTONE, ROW

# Each section by the words that reports give it; a word stands for itself and its plural.
SECTIONS = {
    MILESTONE: ("key event", "milestone", "key time", "key moment", "key timestamp", "key date"),
    ROW: (
        *("context", "timeline", "time line", "chronology", "sequence of events", "event", "event log"),
        *("what happened", "log", "log of events", "history", "course of events", "order of events"),
        *("chronological account", "chronological order of events", "play by play", "minute by minute"),
        *("timeline and narrative", "narrative timeline", "response timeline", "timeline of response"),
        *("zeitleiste", "zeitlicher ablauf", "zeitverlauf", "chronologie", "ablauf", "verlauf", "hergang"),
        *("chronologie des événements", "déroulement", "déroulé", "fil des événements"),
        *("cronología", "línea de tiempo", "línea temporal", "cronologia", "linha do tempo"),
        *("tijdlijn", "tidslinje", "tidslinja", "oś czasu", "хронология", "таймлайн", "タイムライン", "経緯"),
        *("时间线", "时间轴", "時系列", "타임라인"),
    ),
    IDEA: (
        *("action", "review action", "action item", "follow-up", "follow up", "follow-up action"),
        *("follow-up item", "follow up item", "follow up action", "next step", "recommendation", "to do"),
        *("todo", "to-do", "corrective action", "preventative action", "preventive action", "corrective"),
        *("remediation item", "remediation", "remediation step", "remediation and follow-up", "remedy"),
        *("corrective and preventative measure", "corrective and preventive measure", "improvement"),
        *("corrective and preventative action", "corrective and preventive action", "corrective measure"),
        *("preventative measure", "preventive measure", "prevention", "future work", "planned work"),
        *("future prevention", "preventing recurrence", "prevention of recurrence", "planned action"),
        *("actions taken to prevent recurrence", "what we are doing", "what we're doing", "task"),
        *("what are we doing", "what we will do", "what we'll do", "what we are going to do", "what's next"),
        *("what are we doing about it", "what we are doing about it", "next action", "action plan"),
        *("actions going forward", "moving forward", "going forward", "further action", "plan of action"),
        *("what we are changing", "changes we are making", "work item", "ticket", "action point"),
        *("steps to prevent", "how we will prevent this", "how do we prevent this in the future"),
        *(
            "maßnahme",
            "massnahme",
            "nächste schritte",
            "weitere schritte",
            "folgemaßnahme",
            "handlungsbedarf",
        ),
        *("korrektur- und vorbeugemaßnahmen", "verbesserungen", "aufgaben", "offene punkte"),
        *(
            "mesures correctives",
            "actions correctives",
            "prochaines étapes",
            "plan d'action",
            "plan d’action",
        ),
        *("actions à mener", "suites à donner", "mesures préventives", "recommandation"),
        *("acciones", "acciones correctivas", "próximos pasos", "medidas correctivas", "recomendaciones"),
        *("próximos passos", "ações", "ações corretivas", "acties", "actiepunten", "vervolgstappen"),
        *(
            "åtgärder",
            "azioni",
            "prossimi passi",
            "再発防止策",
            "アクションアイテム",
            "今後の対応",
            "改进措施",
        ),
    ),
}
# Sections that are a field of the write-up, by the field's name.
FIELDS = {
    "summary": (
        *("summary", "executive summary", "overview", "tl;dr", "tldr", "abstract", "description", "synopsis"),
        *("brief", "in short", "incident description", "summary of incident", "issue summary", "recap"),
        *("summary of the incident", "at a glance", "management summary", "high-level summary"),
        *("zusammenfassung", "überblick", "kurzfassung", "résumé", "synthèse", "en bref", "resumen"),
        *(
            "resumo",
            "samenvatting",
            "sammanfattning",
            "riepilogo",
            "sommario",
            "podsumowanie",
            "概要",
            "摘要",
        ),
    ),
    "impact": (
        *("impact", "customer impact", "user impact", "business impact", "effect", "blast radius", "damage"),
        *("who was affected", "what was affected", "affected service", "scope", "scope of impact"),
        *("impact on users", "impact on customers", "impact assessment", "impact analysis"),
        *("impact and scope", "user and customer impact", "severity and impact", "consequence"),
        *("auswirkung", "auswirkungen", "betroffene systeme", "impacto", "impatto", "conséquences"),
        *("påverkan", "影響", "影响", "影響範囲"),
    ),
    "identified": (
        *(
            "identified",
            "identification",
            "cause",
            "trigger",
            "detection",
            "root cause",
            "root cause analysis",
        ),
        *("technical detail", "rca", "diagnosis", "analysis", "investigation", "underlying cause"),
        *("contributing factor", "causes and contributing factors", "contributing cause", "why it happened"),
        *("what went wrong technically", "technical analysis", "root cause and trigger", "fault", "5 whys"),
        *("why did it happen", "why did this happen", "five whys", "the five whys", "technical cause"),
        *("how was it detected", "how we detected it", "how was the incident detected"),
        *("ursache", "ursachen", "grundursache", "ursachenanalyse", "erkennung", "auslöser"),
        *("cause racine", "causes racines", "analyse des causes", "causes", "cause profonde", "détection"),
        *("causa raíz", "causa", "causas", "causa raiz", "oorzaak", "grundorsak", "原因", "根本原因", "検知"),
    ),
    "resolution": (
        *(
            "resolution",
            "mitigation",
            "recovery",
            "resolution and recovery",
            "fix",
            "remediation and recovery",
        ),
        *("how it was resolved", "how it was fixed", "how we fixed it", "mitigation and resolution"),
        *("incident response", "response", "repair", "workaround", "response and recovery"),
        *("lösung", "behebung", "wiederherstellung", "résolution", "remédiation", "rétablissement"),
        *("resolución", "solución", "mitigación", "resolução", "oplossing", "risoluzione", "対応", "復旧"),
    ),
    "went_well": (
        *("what went well", "went well", "things that went well", "what went right", "what worked well"),
        *("what worked", "good", "the good", "positive", "success", "what went ok", "things that worked"),
        *(
            "was gut lief",
            "was gut gelaufen ist",
            "was lief gut",
            "ce qui a bien fonctionné",
            "points positifs",
        ),
        *("ce qui a bien marché", "lo que salió bien", "qué salió bien", "o que correu bem"),
        *("wat ging goed", "vad gick bra", "cosa ha funzionato", "うまくいったこと", "良かった点"),
    ),
    "got_lucky": (
        *("where we got lucky", "got lucky", "we got lucky", "luck", "lucky", "where did we get lucky"),
        *("where luck helped", "what we were lucky about", "glück gehabt", "wo wir glück hatten"),
        *("coup de chance", "où nous avons eu de la chance", "donde tuvimos suerte"),
    ),
    "could_be_better": (
        *("what could have been done better", "what could be better", "what went wrong", "what went poorly"),
        *("what could have gone better", "what went badly", "what didn't go well", "what did not go well"),
        *("what didn't work", "what did not work", "what we could have done better", "went poorly", "bad"),
        *("things that went poorly", "things that went wrong", "things that didn't go well", "the bad"),
        *("things that could have gone better", "what could go better", "areas for improvement", "the ugly"),
        *("area for improvement", "what to improve", "what needs improvement"),
        *("lessons learned", "lesson learned", "lessons learnt", "lesson learnt", "lessons", "learnings"),
        *("learning", "lesson", "what we learned", "what we learnt", "what have we learned", "takeaway"),
        *("key takeaway", "key learning", "what did we learn", "reflection", "retrospective", "conclusion"),
        *("was schlecht lief", "was lief schlecht", "was nicht gut lief", "gelernte lektionen", "lehren"),
        *("erkenntnisse", "leçons apprises", "enseignements", "leçons tirées", "ce qui a mal fonctionné"),
        *("ce qui n'a pas bien fonctionné", "lecciones aprendidas", "lo que salió mal", "qué salió mal"),
        *("lições aprendidas", "lezioni apprese", "geleerde lessen", "wat ging niet goed", "lärdomar"),
        *("教訓", "学んだこと", "うまくいかなかったこと", "悪かった点", "经验教训"),
    ),
}
# Labels of the day of an incident, as a line or a row of a table of fields gives it: `Date: 2024-05-02`.
DATES = frozenset(
    (
        *("date", "day", "incident date", "date of incident", "date of the incident", "outage date"),
        *("event date", "when", "date of outage", "date of event", "dates", "datum", "fecha", "data", "tag"),
        *("date de l'incident", "日付", "発生日", "日期", "дата", "dato", "päivämäärä"),
    )
)
_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,4}[.)]|[A-Ha-h][.)]|§\s?\d+)\s+(?=\S)")
_DECORATION = re.compile(r"^[^\w(]+|:[a-z_]+:\s*|\s*\{#[\w-]+\}$|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}")
_BEHIND = re.compile(
    r"\s*[(\[（【].*$|\s+[-–—|/]\s+.*$|\s*:\s.*$"
    r"|,?\s+(?:all times|all timestamps|times|in)\s.*$|\s+(?:utc|gmt|[a-z]{1,3}[sd]?t)$"
    r"|\s+(?:of|for)\s+(?:the\s+|this\s+|our\s+|main\s+)?(?:incident|outage|event|issue|day)s?$",
    re.IGNORECASE,
)
_AND = re.compile(r"(?:\s+(?:and|und|et|y|e|en|och)\s+|\s*[/,&+]\s*)")
# Names of sections that people also write at the head of a note.
_ORDINARY = frozenset(
    (
        *("event", "log", "history", "action", "task", "ticket", "remedy", "good", "bad", "fix", "fault"),
        *("effect", "damage", "analysis", "investigation", "diagnosis", "response", "repair", "workaround"),
        *("lesson", "description", "brief", "success", "positive", "conclusion", "causa", "causas", "causes"),
        *(
            "improvement",
            "prevention",
            "corrective",
            "verlauf",
            "ablauf",
            "affected service",
            "good",
            "remediation",
        ),
    )
)
_BEFORE = re.compile(
    r"(?:the|our|incident|outage|event|detailed|brief|full|short|overall|initial|post-incident|postmortem"
    r"|post-mortem|high[ -]level|general|proposed|rough|preliminary|complete|technical|immediate|key)\s+"
)


def place_of(name: str) -> str | None:
    """Return the place that a section of this name proposes, other than the write-up; None for one that is not
    known.
    """
    return _PLACES.get(section_key(name))


def writeup_field(name: str | None) -> str | None:
    """Return the field of the write-up that a section's name stands for."""
    return _FIELDS.get(section_key(name or ""))


def is_section(name: str) -> bool:
    """Return whether a section of this name is known."""
    return section_key(name) in _KNOWN


def is_plain_label(name: str) -> bool:
    """Return whether `Impact:` at the head of a line opens a section; `Fix: a typo` is a note."""
    key = section_key(name)
    return key in _KNOWN and key not in _ORDINARY


def is_date_label(name: str) -> bool:
    """Return whether a label names the day of an incident."""
    return " ".join(name.casefold().strip(" *_`:").split()) in DATES


@lru_cache(maxsize=4096)
def section_key(name: str) -> str:
    """Return the name as the tables have it: `3. Action Items (draft)` is "action item"; "" where none is known."""
    if len(name) > 120:
        return ""
    whole = _plain(name)
    words = _BEHIND.sub("", whole, count=1).strip(" :?!.")
    for candidate in (whole.strip(" :?!."), words, *_shortened(words)):
        for form in (candidate, candidate.removesuffix("s"), candidate.removesuffix("n")):
            if form in _KNOWN:
                return form
    first = _AND.split(words, maxsplit=1)[0]
    return section_key(first) if first != words else ""


def _plain(name: str) -> str:
    text = " ".join(name.replace("’", "'").replace("&", " and ").split())
    text = _NUMBER.sub("", _DECORATION.sub("", text).strip(), count=1)
    return " ".join(_DECORATION.sub("", text).casefold().split())


def _shortened(words: str) -> list[str]:
    """Return the name without the words before it that tell nothing, one after the other."""
    found = []
    while match := _BEFORE.match(words):
        words = words[match.end() :]
        found.append(words)
    return [*found, *(_BEHIND.sub("", word) for word in found)]


_PLACES = {word.casefold(): place for place, words in SECTIONS.items() for word in words}
_FIELDS = {word.casefold(): field for field, words in FIELDS.items() for word in words}
_KNOWN = {*_PLACES, *_FIELDS}

"""The levels that are looked for, and the words that announce them: the framework's own, and those that plans use."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rodtrad.exchange.document.cues import CUES, RANK, ROLES, SUB_GOAL
from rodtrad.exchange.document.forms import Form
from rodtrad.exchange.document.units import Kind, Unit

#: Words that may stand before a level's name in a heading.
_BEFORE = (
    r"(?:(?:våre?|vårt|felles|prioriterte|viktige|viktigste|strategiske|sentrale|kommunens|overordnede|langsiktige|"
    r"aktuelle|foreslåtte|følgende|følgjande|disse|desse|our|main|key|strategic|de|nye|[a-zæøå]+ende)\s+){0,2}"
)
_NUMBER = r"(?P<number>(?:\d{1,2}|[A-Z]|[IVX]{1,4})(?:\.\d{1,2}){0,3})"
_LABEL_NUMBERED = re.compile(rf"^(?P<words>.+?)\s*{_NUMBER}?\s*[:.–-]?$")


#: What follows a level's name in a longer heading: «Tiltak i 2027», «Mål for kulturen».
_TAIL = r"\s+(?:for|i|innen|innenfor|innan|på|til|mot|fram|frem|som|med|\(|\d{4}|in|towards?)\b.*"
_LONGEST_LABEL = 60
_LONGEST_LEAD = 90
_WORDS_OF_A_COLUMN = 4
#: Phrases that announce what will be done: «Derfor vil kommunen», «Slik skal vi nå målet:».
_ANNOUNCES = re.compile(
    r"^(?:derfor|difor|slik|dette)\s+(?:vil|skal|må|gjør|gjer|når)\s(?:[\wæøåÆØÅ-]+\s?){1,5}[:…]?$|^(?:vi|kommunen)\s+(?:vil|skal)\s*[:…]$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Level:
    """One level that a proposal can be at: the framework's, or one that plans usually have."""

    key: str
    role: str
    one: str
    many: str
    rank: int
    style: str = "any"
    cross_cutting: bool = False

    @property
    def is_text(self) -> bool:
        """A level whose elements are texts, not titles."""
        return self.role == "goal_picture"


@dataclass(frozen=True)
class Label:
    """Words in the document that name a level: «Delmål», «Hovedmål 2», «Delmål og strategier»."""

    level: Level
    words: str
    number: str = ""
    points: Level | None = None
    plural: bool = False
    own_name: bool = False


@dataclass
class Vocabulary:
    """Levels, which may stand under which, and the words that tell of them."""

    levels: list[Level]
    under: frozenset[tuple[str, str]] | None = None
    names: dict[str, tuple[Level, bool, bool]] = field(default_factory=dict)

    def level(self, key: str) -> Level:
        return next(level for level in self.levels if level.key == key)

    def may_stand_under(self, child: Level, parent: Level) -> bool:
        if self.under is not None:
            return (child.key, parent.key) in self.under
        return parent.rank < child.rank and _fits(child, parent)

    def of_form(self, form: Form, *, deep: bool) -> Level | None:
        """Return the level that titles of this form have; `deep` chooses the lowest of several goals."""
        roles = {Form.BY_DOING: "strategy", Form.INFINITIVE: "goal"}
        styled = [level for level in self.levels if level.style == form.value]
        found = styled or [level for level in self.levels if level.role == roles.get(form)]
        if not found:
            return None
        return found[-1] if deep else found[0]

    def label(self, text: str) -> Label | None:
        """Return the label when the text is one and nothing else."""
        if len(text) > _LONGEST_LABEL:
            return None
        if _ANNOUNCES.match(text):
            return self._announced(text)
        numbered = _LABEL_NUMBERED.match(text)
        if numbered is None:
            return None
        words, number = numbered["words"].casefold(), numbered["number"] or ""
        parts = re.split(r"\s+(?:og|and|/|&)\s+|\s*/\s*", words)
        if len(parts) == 2 and not number:
            first, second = self._named(parts[0]), self._named(parts[1])
            if first and second and first[0] is not second[0]:
                return Label(first[0], text, points=second[0], plural=True, own_name=first[2])
        found = self._named(words)
        if found is None or (number.isalpha() and len(number) == 1 and not numbered["words"][:1].isupper()):
            return None
        return Label(found[0], text, number, plural=found[1], own_name=found[2])

    def label_of(self, unit: Unit) -> Label | None:
        """Return the label that a heading, or a line before a list, is: alone, or with more words about the list."""
        if unit.kind is Kind.PROSE:
            return None
        label = self.label(unit.text)
        if label is not None:
            return label
        match = None
        if unit.kind is Kind.HEADING and len(unit.text) <= _LONGEST_LABEL:
            match = self._headed.fullmatch(unit.text)
        elif unit.text.endswith(":") and unit.kind is not Kind.CELL and len(unit.text) <= _LONGEST_LEAD:
            match = self._headed.match(unit.text) or self._mentioned.match(unit.text)
        named = self._named(match["cue"].casefold()) if match else None
        return Label(named[0], unit.text, plural=True, own_name=named[2]) if named and named[1] else None

    def column(self, text: str) -> Label | None:
        """Return the label that heads a column of a table: «Tiltak», or «Beskrivelse av tiltak» when it names one."""
        label = self.label(text)
        if label is not None or len(text.split()) > _WORDS_OF_A_COLUMN:
            return label
        named = {self._named(word) for word in re.findall(r"[\w-]+", text.casefold()) if word in self.names}
        levels = [one for one in named if one is not None]
        return Label(levels[0][0], text, plural=True, own_name=levels[0][2]) if len(levels) == 1 else None

    def words(self) -> dict[str, str]:
        """Return each word that names a level, with the level's key, for a process that knows no framework."""
        return {word: level.key for word, (level, _plural, _own) in self.names.items()}

    def _announced(self, text: str) -> Label | None:
        ways = [level for level in self.levels if level.role in ("strategy", "measure")]
        points = [level for level in self.levels if level.role in ("strategy_point", "measure")]
        if not ways:
            return None
        return Label(
            ways[0], text, points=next((one for one in points if one is not ways[0]), None), plural=True
        )

    def inline(self, text: str) -> tuple[Label, str] | None:
        """Return the label and the title after it: «Delmål 2: Alle kan svømme», «Strategi Ta vare på …»."""
        match = self._inline.match(text)
        if match is None:
            return None
        title = match["title"].strip()
        separated, number = bool(match["sign"].strip()), match["inline_number"] or ""
        if not title or not (separated or title[:1].isupper() or title[:1] in '«"“'):
            return None
        named = self._named(match["cue"].casefold())
        if named is None or text[:1].islower():
            return None
        return Label(named[0], match["cue"], number, own_name=named[2]), title

    def _named(self, words: str) -> tuple[Level, bool, bool] | None:
        words = words.strip().rstrip(":")
        if words in self.names:
            return self.names[words]
        match = self._prefixed.fullmatch(words)
        return self.names[match["cue"]] if match else None

    def __post_init__(self) -> None:
        ordered = sorted(self.names, key=len, reverse=True)
        cues = "|".join(re.escape(name) for name in ordered)
        self._prefixed = re.compile(rf"{_BEFORE}(?P<cue>{cues})")
        self._headed = re.compile(rf"{_BEFORE}(?P<cue>{cues}){_TAIL}", re.IGNORECASE)
        self._mentioned = re.compile(rf".*\b(?P<cue>{cues})\b.*:", re.IGNORECASE)
        number = _NUMBER.replace("number", "inline_number")
        self._inline = re.compile(
            rf"^(?P<cue>{cues})(?:\s+(?:nr\.?\s*)?{number}(?=[\s:.–-]))?(?P<sign>\s*[:–]\s*|\s+-\s+|\.?\s+)(?P<title>\S.*)$",
            re.IGNORECASE,
        )


def _fits(child: Level, parent: Level) -> bool:
    """Tell what may stand under what when no framework says so."""
    if parent.role in ("value", "goal_picture", "guideline", "perspective"):
        return False
    if parent.role == "challenge":
        return False
    if child.role == "goal_picture":
        return parent.role == "goal"
    return child.role not in ("value", "focus_area", "vision") and parent.role != "vision"


def usual_vocabulary() -> Vocabulary:
    """Return the levels that plans usually have."""
    levels = []
    for key, cues in CUES.items():
        one, many = cues[0]
        rank = RANK[ROLES[key]] * 10 + (5 if key == SUB_GOAL else 0)
        levels.append(Level(key, ROLES[key], one, many, rank, cross_cutting=key == "tverrgaende-tema"))
    names: dict[str, tuple[Level, bool, bool]] = {}
    for level in levels:
        _name(names, level, CUES[level.key], own=False)
    return Vocabulary(levels, None, names)


def vocabulary_of_words(words: Mapping[str, str]) -> Vocabulary:
    """Return a vocabulary that tells headings apart, and nothing of what may stand under what."""
    levels = {key: Level(key, "", key, key, 0) for key in sorted(set(words.values()))}
    return Vocabulary(
        list(levels.values()), None, {word: (levels[key], True, False) for word, key in words.items()}
    )


def vocabulary_of(
    levels: list[Level],
    names: Mapping[str, Iterable[tuple[str, str]]],
    under: Iterable[tuple[str, str]],
) -> Vocabulary:
    """Return the vocabulary of a framework: its own words first, then what plans usually say."""
    found: dict[str, tuple[Level, bool, bool]] = {}
    for level in levels:
        _name(found, level, names.get(level.key, ()), own=True)
    for key, cues in CUES.items():
        nearest = _nearest(levels, key)
        if nearest is not None:
            _name(found, nearest, cues, own=False)
    return Vocabulary(levels, frozenset(under), found)


def _nearest(levels: list[Level], key: str) -> Level | None:
    """Return the framework's level that means what plans usually call so."""
    same = [level for level in levels if level.role == ROLES[key]]
    if key == "tverrgaende-tema":
        return next((level for level in same if level.cross_cutting), None)
    if key == "innsatsomrade":
        return next((level for level in same if not level.cross_cutting), None)
    return (same[-1] if key == SUB_GOAL else same[0]) if same else None


def _name(
    names: dict[str, tuple[Level, bool, bool]], level: Level, cues: Iterable[tuple[str, str]], *, own: bool
) -> None:
    for one, many in cues:
        one, many = one.casefold(), many.casefold()
        definite = {one + "et", one + "en", one + "a", one + "t"} if " " not in one else set()
        plural = {many, one + "ene", many + "ne", many.removesuffix("r") + "ne", many + "ene"}
        for word in sorted(plural):
            names.setdefault(word, (level, True, own))
        for word in sorted({one, *definite} - plural):
            names.setdefault(word, (level, False, own))

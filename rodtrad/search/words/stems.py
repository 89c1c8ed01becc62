"""Stems of Norwegian words: PostgreSQL's stemmer, with what it does not know put right before and after.

The same stemmer serves bokmål and nynorsk; words that differ between them are paired in data/words.yaml.
"""

import re
from collections.abc import Collection
from functools import cache

from django.db import connection

from rodtrad.search.words.known import known_words

#: bolig, boliger, boligene: the stemmer takes -ig for an ending and leaves «bol», where «bolle» is not far away.
_IG = re.compile(
    r"(.{2,}ig)(?:e|er|ene|en|ere|ast|st|ste|s|a|ar|ane|ens|enes|ers|het|heten|heter|hetene|hetens)?"
)
#: innbyggere, innbyggerne, innbyggerens: the stemmer stops at different places. Nynorsk: innbyggjarar, -ane.
_AGENT = re.compile(r"(.{3,}(?:er|jar))(?:e|ene|ne|en|ens|nes|ar|ane)s?")
#: veier, byene, øya: without a consonant after the vowel the stemmer finds no ending.
_VOWEL = re.compile(r"([^aeiouyæøå]*[aeiouyæøå]{1,2})(?:er|en|ene|et|a|ar|ane)s?")
_DOUBLE_M = re.compile(r"mm$")  # rommet, programmer: a Norwegian word never ends in mm
_SYNCOPE = re.compile(r"(?<=[aeiouyæøå])([bdfgklmnprstv])\1?el$")  # sykkel and sykler, regel and regler
_NEUTER = re.compile(r"(al|isk|iv|ell|bar|som)t$")  # kommunalt, kritisk and kritiske
#: What is done and its name: planlegge and planlegging, rekruttere and rekruttering, medvirke and medvirkning.
_DONE = re.compile(r"(?P<base>.{5,})er(?:ing)?$|(?P<verb>.{4,}[kst])ning$|(?P<act>.{4,})ing$")
_STEM = """
    SELECT given.word, (ts_lexize('pg_catalog.norwegian_stem', given.form))[1]
    FROM unnest(%s::text[], %s::text[]) AS given (word, form)
"""


def stems_of(words: Collection[str]) -> dict[str, str]:
    """Return the stem of each word; words that tell nothing (og, i, som) are left out."""
    found = _stemmed(words)
    same = _same_stems()
    return {word: same.get(stem, stem) for word, stem in found.items()}


def _stemmed(words: Collection[str]) -> dict[str, str]:
    if not words:
        return {}
    forms = {word: _before(word) for word in words}
    own = known_words().own
    fixed = {word: own.get(word, form) for word, form in forms.items() if word in own or _keeps_ig(form)}
    asked = [word for word in forms if word not in fixed]
    with connection.cursor() as cursor:
        cursor.execute(_STEM, [asked, [forms[word] for word in asked]])
        stems = {word: _after(stem) for word, stem in cursor.fetchall() if stem}
    return stems | fixed


def _keeps_ig(form: str) -> bool:
    return form.endswith("ig") and bool(_IG.fullmatch(form))


def _before(word: str) -> str:
    for pattern in (_IG, _AGENT):
        if found := pattern.fullmatch(word):
            return found[1]
    short = _VOWEL.fullmatch(word)
    return short[1] if short and len(short[1]) > 1 else word


def _after(stem: str) -> str:
    stem = _NEUTER.sub(r"\1", _SYNCOPE.sub(r"\1l", _DOUBLE_M.sub("m", stem)))
    done = _DONE.match(stem)
    return next(part for part in done.groups() if part) if done else stem


@cache
def _same_stems() -> dict[str, str]:
    """Return stems that count as another. They follow from the stemmer alone, so one reading serves the process."""
    same = known_words().same
    stems = _stemmed({*same, *same.values()})
    pairs = ((stems.get(word, word), stems.get(first, first)) for word, first in same.items())
    return {stem: first for stem, first in pairs if stem != first}

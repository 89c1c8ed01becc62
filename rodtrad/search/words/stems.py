"""Stems of Norwegian words: PostgreSQL's stemmer, with what it does not know put right before and after.

The same stemmer serves bokmål and nynorsk; words that differ between them are paired in data/words.yaml.
"""

import re
from collections.abc import Collection
from functools import cache, lru_cache

from django.db import connection

from rodtrad.search.words.dictionary import base_form
from rodtrad.search.words.known import known_words

#: A word's own stem, and that of the dictionary's base form where it is another: bønder and bonde, økt and øke.
Stems = tuple[str, ...]
#: bolig, boliger, boligene: the stemmer takes -ig for an ending and leaves «bol», with «bolle» not far away; -bar too.
_QUALITY = re.compile(
    r"(.{2,}ig|.{3,}bar)(?:e|er|ene|en|ere|ast|st|ste|s|a|ar|ane|ens|enes|ers|het|heten|heter|hetene|hetens)?"
)
#: innbyggere, innbyggerne, innbyggerens: the stemmer stops at different places. Nynorsk: innbyggjarar, -ane.
_AGENT = re.compile(r"(.{3,}(?:er|jar|ar))(?:e|ene|ne|en|ens|nes|ar|ane)s?")
#: veier, byene, øya: without a consonant after the vowel the stemmer finds no ending.
_VOWEL = re.compile(r"([^aeiouyæøå]*[aeiouyæøå]{1,2})(?:er|en|ene|et|a|ar|ane)s?")
_DOUBLE_M = re.compile(r"mm$")  # rommet, programmer: a Norwegian word never ends in mm
_HET = re.compile(r"(?<=.{5})het$")  # trygghet and trygg
_SYNCOPE = re.compile(r"(?<=[aeiouyæøå])([bdfgklmnprstv])\1?el$")  # sykkel and sykler, regel and regler
_NEUTER = re.compile(r"(al|isk|iv|ell|bar|som)t$")  # kommunalt, kritisk and kritiske
#: What is done and its name: planlegge and planlegging, rekruttere and rekruttering, medvirke and medvirkning.
_DONE = re.compile(
    r"(?P<base>.{5,})er(?:ing)?$|(?P<short>.{4})ering$|(?P<verb>.{4,}[kst])ning$|(?P<act>.{4,})ing$"
)
_STEM = """
    SELECT given.word, (ts_lexize('pg_catalog.norwegian_stem', given.form))[1]
    FROM unnest(%s::text[], %s::text[]) AS given (word, form)
"""


def stems_of(words: Collection[str]) -> dict[str, Stems]:
    """Return the stems of each word; words that tell nothing (og, i, som) are left out."""
    own = known_words().own
    bases = {word: "" if word in own else base_form(word) or base_form(_as_bokmål(word)) for word in words}
    found = _stemmed({*words, *filter(None, bases.values())})
    same = _same_stems()
    stems = {word: same.get(stem, stem) for word, stem in found.items()}
    return {
        word: tuple(dict.fromkeys(stems[form] for form in (word, bases[word]) if form in stems))
        for word in words
        if word in stems
    }


def _stemmed(words: Collection[str]) -> dict[str, str]:
    if not words:
        return {}
    forms = {word: _before(word) for word in words}
    own = known_words().own
    fixed = {word: own.get(word, form) for word, form in forms.items() if word in own or _is_quality(form)}
    asked = [word for word in forms if word not in fixed]
    with connection.cursor() as cursor:
        cursor.execute(_STEM, [asked, [forms[word] for word in asked]])
        stems = {word: _after(stem) for word, stem in cursor.fetchall() if stem}
    return stems | fixed


def _is_quality(form: str) -> bool:
    return form.endswith(("ig", "bar")) and bool(_QUALITY.fullmatch(form))


@lru_cache(maxsize=50_000)
def _as_bokmål(word: str) -> str:
    for pattern, bokmål in known_words().nynorsk:
        word = pattern.sub(bokmål, word)
    return word


def _before(word: str) -> str:
    word = _as_bokmål(word)
    for pattern in (_QUALITY, _AGENT):
        if found := pattern.fullmatch(word):
            return found[1]
    short = _VOWEL.fullmatch(word)
    return short[1] if short and len(short[1]) > 1 else word


def _after(stem: str) -> str:
    stem = _NEUTER.sub(r"\1", _HET.sub("", _SYNCOPE.sub(r"\1l", _DOUBLE_M.sub("m", stem))))
    done = _DONE.match(stem)
    return next(part for part in done.groups() if part) if done else stem


@cache
def _same_stems() -> dict[str, str]:
    """Return stems that count as another. They follow from the stemmer alone, so one reading serves the process."""
    same = known_words().same
    stems = _stemmed({*same, *same.values()})
    pairs = ((stems.get(word, word), stems.get(first, first)) for word, first in same.items())
    return {stem: first for stem, first in pairs if stem != first}

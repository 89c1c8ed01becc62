"""Norwegian words, bokmål and nynorsk, that tell how a title is worded."""

# fmt: off
#: Verbs that end in no way of their own.
FINITE = frozenset({
    "er", "har", "skal", "blir", "får", "gir", "gjev", "kan", "må", "vil", "bør", "går", "står",
    "tar", "ser", "gjør", "bor", "bur", "når", "blei", "ble", "var", "finst", "trivst", "utgjør",
    "veit", "vet",
})
#: Verbs that make a name a sentence beyond doubt.
SURELY_FINITE = frozenset({"er", "har", "skal", "blir", "må", "vil", "kan", "får"})
#: Words that open a clause inside a name, where a verb is in place.
CLAUSE = frozenset({"som", "der", "når", "at", "slik", "hvor", "kor", "dersom", "om", "mens"})
#: How most Norwegian verbs end in the present and past. Plural nouns end alike.
VERB_ENDINGS = ("er", "es", "ar", "år", "st", "or")
NOUN_ENDINGS = (
    "ingen", "ingene", "inga", "ingane", "asjon", "asjonen", "isjon", "heten", "heter", "heita",
    "tetar", "teter",
)
#: First words that no call to do something begins with.
NO_CALL = frozenset({
    "en", "ei", "et", "eit", "den", "det", "de", "dei", "alle", "flere", "fleire", "færre", "mer",
    "meir", "mindre", "økt", "økende", "ny", "nye", "god", "gode", "godt", "bedre", "betre",
    "felles", "i", "på", "for", "med", "av", "til", "fra", "frå", "vi", "kommunen", "innbyggerne",
    "innbyggarane",
})
#: Words that say nothing about whether two titles mean the same.
SMALL = frozenset({
    "i", "på", "av", "og", "for", "til", "med", "fra", "frå", "om", "ved", "å", "en", "ei", "et",
    "den", "det", "de", "som", "er", "skal", "at", "eller", "der", "alle", "flere", "fleire", "mer",
    "meir",
})
# fmt: on

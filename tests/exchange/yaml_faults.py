"""Files that are not plain YAML in UTF-8, and those made to do harm."""

from tests.exchange.fault import Fault, fault
from tests.exchange.files import SMALL, small

YAML = {
    "field twice": fault(
        "title: Samfunnsdelen",
        "title: A\n    title: B",
        "Feltet «title» står to ganger",
        "det første står på linje 17",
        at="title: B",
    ),
    "tabs": fault("    title: Samfunnsdelen", "\ttitle: Samfunnsdelen", "tabulator", "Bruk mellomrom"),
    "anchor": fault(
        "title: Samfunnsdelen", "title: &a Samfunnsdelen", "anker eller alias", "Skriv innholdet helt ut"
    ),
    "alias": fault("title: Samfunnsdelen", "title: *a", "anker eller alias", "Skriv innholdet helt ut"),
    "python tag": fault(
        "title: Samfunnsdelen", "title: !!python/object/apply:os.system [ls]", "YAML-tagg", "Ta bort taggen"
    ),
    "colon in a text": fault(
        "title: Samfunnsdelen", "title: Mål 1: trygg", "kolon", "sett den i anførselstegn"
    ),
    "open quotation": fault(
        "title: Samfunnsdelen", 'title: "Samfunnsdelen', "aldri lukket", "Sett det andre"
    ),
    "quotation that runs on to another": fault(
        "title: Samfunnsdelen",
        'title: "Samfunnsdelen\n    place: "s. 4"',
        "",
        "Se også på linje 17: anførselstegnet der er ikke lukket.",
        at='    place: "s. 4"',
    ),
    "backslash": fault(
        "title: Samfunnsdelen", 'title: "C:\\plan"', "Omvendt skråstrek (\\) betyr", "to skråstreker (\\\\)"
    ),
    "no colon": fault(
        "    title: Samfunnsdelen",
        "    title Samfunnsdelen",
        "mangler et kolon",
        "",
        at="    framework: prove",
    ),
    "value with an at sign": fault(
        "title: Samfunnsdelen", "title: @prove", "ikke kan begynne en verdi", "Sett teksten i anførselstegn"
    ),
    "open list": fault(
        "addresses: [utfordring-a]", "addresses: [utfordring-a", "ikke lukket", "", at="        elements:"
    ),
    "wrong indentation": fault("    title: Samfunnsdelen", "     title: Samfunnsdelen", "kolon", "innrykk"),
    "two documents": Fault(
        SMALL.encode() + b"---\nformat: x\n",
        SMALL.count("\n") + 1,
        "",
        "flere deler",
        "Del den i flere filer",
    ),
    "empty": Fault(b"", 1, "", "Fila er tom", "Begynn med «format: rodtrad/plan-file/1»"),
    "comments only": Fault(b"# bare dette\n", 1, "", "Fila er tom", "Begynn med"),
    "list at top": Fault(b"- a\n- b\n", 1, "", "Fila må begynne med felter", "Begynn med «format:"),
    "text at top": Fault(b"Samfunnsdelen", 1, "", "Fila må begynne med felter", "Begynn med «format:"),
    "deep nesting": Fault(
        small() + b"x: " + b"[" * 100_000,
        SMALL.count("\n") + 1,
        "",
        "nøstet for dypt",
        "klamme som ikke er lukket",
    ),
    "deep fields": Fault(
        small() + b"x: " + b"{a: " * 100_000, SMALL.count("\n") + 1, "", "nøstet for dypt", "klamme"
    ),
    "bomb": Fault(
        b"a: &a [x, x, x, x, x, x, x, x, x]\n"
        + b"".join(b"%c: &%c [%s]\n" % (n + 1, n + 1, b", ".join([b"*%c" % n] * 9)) for n in range(97, 115)),
        1,
        "",
        "anker eller alias",
        "Skriv innholdet helt ut",
    ),
    "Latin-1": Fault(
        SMALL.encode("latin-1"), 2, "", "ikke lagret som UTF-8", "Lagre den på nytt og velg tegnsettet"
    ),
    "UTF-16": Fault(SMALL.encode("utf-16"), 1, "", "UTF-16", "Lagre den på nytt og velg tegnsettet"),
    "UTF-16 without a mark": Fault(SMALL.encode("utf-16-be"), 1, "", "", "UTF-8"),
    "NUL": Fault(
        SMALL.encode() + b"x: a\0b\n", SMALL.count("\n") + 1, "", "usynlig styretegn (U+0000)", "Slett tegnet"
    ),
    "a spreadsheet": Fault(b"PK\x03\x04" + bytes(range(256)), 1, "", "ikke en tekstfil", "YAML"),
    "a picture": Fault(
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, 1, "", "ikke ren tekst i UTF-8", "UTF-8"
    ),
}

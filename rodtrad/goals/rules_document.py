"""Write the page about the rules from the rules themselves, so that it cannot lie."""

from django.utils import translation

from rodtrad.core.checks import Rule, Severity, all_rules

_INTRODUCTION = """# Trådsjekkens regler

<!-- Skrevet av scripts/write_rules_document.py. Endre reglene i koden, og kjør det på nytt. -->

Trådsjekken går gjennom hele målstrukturen og finner steder der den røde tråden er brutt, løs eller for kort.
Kjør den med `rodtrad check ORGANISASJON`, eller se siden *Trådsjekk*.

- **Feil**: tråden er brutt. Kommandoen slutter med kode 1.
- **Advarsel**: noe mangler eller stemmer ikke.
- **Merknad**: verdt å se på.

En regel gjelder bare roller og nivåer som rammeverket har. Mangler et nivå, eller er det merket
`in_source: false`, sier reglene ingenting om at det mangler. Det som er opphevet, blir ikke sjekket, men det
som fortsatt bidrar til det, blir det.

Et funn vises bare for den som ser alt det nevner. Et funn kan få et **unntak** med begrunnelse, eier og
sluttdato. I planfilen står det slik, med regelens kode og nøkkelen til det funnet gjelder:

```yaml
exceptions:
  - {rule: T-03, subject: mal-1, reason: Delmål vedtas til våren., owner: kommunen, until: 2027-12-31}
```
"""


def rules_document() -> str:
    """Return the page: an overview of all rules, then each of them."""
    with translation.override("nb"):
        return "\n".join(
            [_INTRODUCTION, *_overview(), *(line for rule in all_rules() for line in _section(rule))]
        )


def _overview() -> list[str]:
    head = ["| regel | alvor | hva den finner |", "| --- | --- | --- |"]
    rows = [
        f"| [{rule.id}](#{rule.id.lower()}) | {rule.severity.label.lower()} | {rule.title} |"
        for severity in Severity
        for rule in all_rules()
        if rule.severity == severity
    ]
    return [*head, *rows, ""]


def _section(rule: Rule) -> list[str]:
    return [
        f"## {rule.id}",
        "",
        f"**{rule.title}** ({rule.severity.label.lower()})",
        "",
        f"{rule.text}",
        "",
        f"- Hvorfor: {rule.reason}",
        f"- Kilde: {rule.reference}",
        f"- Gjør: {rule.remedy}",
        "",
    ]

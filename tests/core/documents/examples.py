"""A document with something of everything, and texts that somebody hostile could write."""

from datetime import date

from rodtrad.core.documents import (
    Block,
    Column,
    Contents,
    Document,
    Fact,
    Figure,
    Heading,
    Item,
    Note,
    PageBreak,
    Paragraph,
    Points,
    Run,
    plain,
    table,
)

HOSTILE = (
    '#read("/etc/passwd")',
    "$ x^2 $ $",
    "*fet* _kursiv_ `kode`",
    "@henvisning <merke>",
    "\\u{1F600} \\ #panic() // borte",
    ']) #eval("1") [',
    '<script>alert("x")</script> & \' "',
    "{{ settings.SECRET_KEY }} {% debug %}",
    "w:t</w:t></w:r>",
    '"}], "blocks": [',
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="80" viewBox="0 0 400 80" font-family="Inter">'
    '<rect x="1" y="10" width="300" height="20" fill="#0b3c5d"/><text x="1" y="60">Høst</text></svg>'
)
ALT = "Arbeidet er størst i første halvår 2025, med 14 månedsverk."


def example(*more: Block, title: str = "Planstrategi for Bærum 2023–2027", language: str = "nb") -> Document:
    return Document(
        title=title,
        root="Bærum kommune",
        date=date(2024, 3, 20),
        language=language,  # type: ignore[arg-type]  # tests ask for languages as words
        kind="Kommunal planstrategi",
        subtitle="Utkast til behandling",
        facts=(Fact("Periode", "2023–2027"),),
        blocks=(
            Contents("Innhold"),
            Heading(1, "Innledning"),
            Paragraph(plain("Dette er en ingress."), lead=True),
            Paragraph(
                (Run("Vanlig "), Run("fet", bold=True), Run(" og "), Run("lenket", link="https://a.no/x"))
            ),
            Heading(2, "Prinsipper"),
            Points(
                (
                    Item(plain("Behov først"), (plain("ikke planer for planens skyld"),)),
                    Item(plain("Få planer")),
                )
            ),
            Points((Item(plain("Spør"), ()), Item(plain("Svar"), ())), numbered=True),
            table(
                [Column("Plan", share=2), Column("Månedsverk", "right")],
                [["Samfunnsdelen", "12,5"], ["Arealdelen", "–"]],
                "Planer i perioden",
            ),
            Figure(SVG, ALT, "Arbeid mot kapasitet"),
            Note("Merk", (Paragraph(plain("Tallene er anslag.")),)),
            PageBreak(),
            Heading(1, "Synspunkter"),
            *more,
        ),
    )

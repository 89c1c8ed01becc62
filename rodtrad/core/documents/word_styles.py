"""What Word's own styles look like in our documents: real styles, so that contents and screen readers find headings."""

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from rodtrad.core.documents import looks

#: On every machine, or one of the same widths; Inter is on few.
FONT = "Arial"
#: Arial is narrower than Inter: at these sizes a line of Word holds about what a line of the PDF does, so that the
#: contents can tell the PDF's pages.
_BODY, _SMALL = looks.BODY + 0.5, looks.SMALL + 0.5
#: Of the text, between the margins.
WIDTH = Mm(162)
_LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
_THEMED = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


def dress(file: WordFile, language: str) -> None:
    """Set paper, language, hyphenation and styles."""
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(26), Mm(22)
    section.top_margin, section.bottom_margin = Mm(26), Mm(24)
    _speak(file, _LANGUAGES[language])
    _style(file, "Normal", _BODY, looks.INK, after=6)
    _style(file, "Title", looks.TITLE, looks.INK, bold=True, after=12)
    _style(file, "Subtitle", 13, looks.INK_SOFT, after=8)
    _style(file, "Heading 1", looks.HEADINGS[1], looks.ORGANISATION, bold=True, before=25, after=6.5)
    _style(file, "Heading 2", looks.HEADINGS[2], looks.INK, bold=True, before=14.5, after=3.5)
    _style(file, "Heading 3", looks.HEADINGS[3], looks.INK, bold=True, before=8, after=3)
    _style(file, "Caption", looks.SMALL, looks.INK_SOFT, before=4, after=12)
    _style(file, "Footer", 8, looks.INK_SOFT)
    for name in ("List Bullet", "List Bullet 2", "List Number"):
        _style(file, name, _BODY, looks.INK, after=3)
        for close in file.styles[name].element.findall(
            f".//{qn('w:contextualSpacing')}"
        ):  # no air between points
            close.getparent().remove(close)
    _own_styles(file)


def _own_styles(file: WordFile) -> None:
    for name in ("Lead", "Kind", "Note", "Table text", "Table caption", "Gap"):
        file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = file.styles["Normal"]
    _style(file, "Lead", 12, looks.INK, after=8)
    _style(file, "Kind", 10, looks.INK_SOFT, bold=True, before=26, after=3)
    _style(file, "Note", _BODY, looks.INK, after=6)
    _style(file, "Table text", _SMALL, looks.INK, before=3, after=3.5)
    _style(file, "Gap", 4, looks.INK)
    _style(file, "Table caption", _SMALL, looks.INK, bold=True, before=5, after=3)
    _contents_styles(file)
    note = _paragraph_style(file, "Note")
    note.paragraph_format.left_indent = Mm(4)
    _edge(note, "left", looks.ORGANISATION, eighths=18, space=8)
    _edge(_paragraph_style(file, "Title"), "bottom", looks.THREAD, eighths=12, space=6)
    gap = _paragraph_style(file, "Gap")
    gap.paragraph_format.line_spacing_rule, gap.paragraph_format.line_spacing = (
        WD_LINE_SPACING.EXACTLY,
        Pt(12),
    )
    _paragraph_style(file, "Table caption").paragraph_format.keep_with_next = True


def _contents_styles(file: WordFile) -> None:
    """Make Word's own styles of contents: those that it writes with when it updates them."""
    for name in ("TOC Heading", "toc 1", "toc 2", "toc 3"):
        if name not in file.styles:
            file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        _paragraph_style(file, name).base_style = file.styles["Normal"]
    _style(file, "TOC Heading", looks.HEADINGS[1], looks.ORGANISATION, bold=True, before=41, after=6.5)
    for level in (1, 2, 3):
        _style(file, f"toc {level}", _BODY, looks.INK)
        line = _paragraph_style(file, f"toc {level}").paragraph_format
        line.left_indent, line.right_indent = Mm(6 * (level - 1)), Mm(10)
        line.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _line_of(size: float) -> float:
    """Return how high a line is, in points: the same whatever letters stand in for Arial, and as in the PDF."""
    if size > _BODY + 1:
        return round(size * 1.2, 1)
    return 15.2 if size >= _BODY else round(size * 1.27, 1)


def _style(
    file: WordFile,
    name: str,
    size: float,
    colour: str,
    *,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
) -> None:
    style = _paragraph_style(file, name)
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour.upper())
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
    style.paragraph_format.line_spacing = Pt(_line_of(size))
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in _THEMED:
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:cs"), FONT)
    for spread in style.element.get_or_add_rPr().findall(qn("w:spacing")):  # letters set apart
        spread.getparent().remove(spread)
    style.paragraph_format.tab_stops.clear_all()
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:  # the line that the template has below its title
        borders.getparent().remove(borders)


def _paragraph_style(file: WordFile, name: str) -> ParagraphStyle:
    style = file.styles[name]
    assert isinstance(style, ParagraphStyle)
    return style


def _edge(style: ParagraphStyle, side: str, colour: str, *, eighths: int, space: int) -> None:
    """Draw a line along one side, so many eighths of a point thick and points away."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(eighths)), ("space", str(space)), ("color", colour)):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def _speak(file: WordFile, language: str) -> None:
    """Set the language that the text is read and hyphenated in."""
    for told in file.styles.element.iter(qn("w:lang")):
        told.set(qn("w:val"), language)
    hyphens = OxmlElement("w:autoHyphenation")
    settings = file.settings.element
    before = settings.find(qn("w:defaultTabStop"))
    if before is not None:
        before.addnext(hyphens)
    else:
        settings.append(hyphens)

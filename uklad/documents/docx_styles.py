"""The styles and the page of a DOCX, from the measures that PDF has too."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from uklad.documents import docx_xml as parts
from uklad.documents.blocks import Document

LANGUAGES = {"ru": "ru-RU", "en": "en-GB"}
LEFT, CENTRE, BOTH = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
OWN = {  # name: based on, alignment, first-line indent, space before and after (points), small letters
    "Clause": ("Body Text", BOTH, True, 0, 0, False),
    "Small": ("Normal", LEFT, False, 0, 0, True),
    "Note": ("Normal", LEFT, False, 3, 3, True),
    "Lead": ("Normal", LEFT, False, 9, 3, False),
    "Stamp": ("Normal", LEFT, False, 0, 0, False),
    "Sign": ("Normal", LEFT, False, 24, 12, False),
    "Field": ("Normal", LEFT, False, 3, 3, False),
    "Centred": ("Normal", CENTRE, False, 0, 0, False),
    "Table Text": ("Normal", LEFT, False, 0, 0, False),
    "Table Head": ("Normal", LEFT, False, 0, 0, False),
}

LISTS = [f"{name}{depth}" for name in ("List Bullet", "List Number", "List Continue") for depth in ("", " 2", " 3")]
KEPT = {"Title", "Body Text", "heading 1", "heading 2", "heading 3", "Table Grid", "header", "footer", *LISTS}


def set_styles(file: Any, measures: dict[str, Any], document: Document) -> None:
    """Fonts, sizes and spaces of the styles that documents use."""
    _prune(file)
    size = Pt(_size(measures, document))
    _letters(file.styles["Normal"], measures, size)
    defaults = file.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    parts.set_language(defaults, LANGUAGES.get(document.lang, document.lang))
    _spaces(file.styles["Normal"], measures, 0, 0)
    _spaces(file.styles["Body Text"], measures, 0, 0)
    _body(file.styles["Body Text"], measures, True, BOTH)
    for name, (base, align, indent, before, after, small) in OWN.items():
        style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = file.styles[base]
        _spaces(style, measures, before, after)
        _body(style, measures, indent, align)
        if small:
            style.font.size = Pt(measures["small"])
    for name in ("Lead", "Table Head"):
        file.styles[name].font.bold = True
    file.styles["Lead"].paragraph_format.keep_with_next = True
    file.styles["Note"].paragraph_format.left_indent = Mm(5)
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
        _heading(file.styles[name], measures, size)
    link = file.styles.add_style("Link", WD_STYLE_TYPE.CHARACTER)
    link.font.underline = False


def _prune(file: Any) -> None:
    """Leave out the styles of python-docx's own file that no document uses."""
    for style in list(file.styles.element.style_lst):
        if style.name_val not in KEPT and not style.default:
            file.styles.element.remove(style)


def _size(measures: dict[str, Any], document: Document) -> float:
    """A memo of many steps has smaller letters, so that it keeps to its page."""
    steps = sum(len(getattr(block, "items", ())) for block in document.body)
    fewer = document.template == "memo" and steps > 14
    return float(measures["size"] - 2 if fewer else measures["size"])


def _letters(style: Any, measures: dict[str, Any], size: Any) -> None:
    style.font.name, style.font.size = measures["word_font"], size
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), measures["word_font"])


def _spaces(style: Any, measures: dict[str, Any], before: int, after: int) -> None:
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), measures["line"]


def _body(style: Any, measures: dict[str, Any], indent: bool, align: Any) -> None:
    style.paragraph_format.first_line_indent = Mm(measures["indent"]) if indent else Mm(0)
    style.paragraph_format.alignment = align


def _heading(style: Any, measures: dict[str, Any], size: Any) -> None:
    """Black, of the text's size, not the theme's colours and rules."""
    _letters(style, measures, size)
    style.font.bold, style.font.italic, style.font.color.rgb = True, False, RGBColor(0, 0, 0)
    _spaces(style, measures, 12, 6)
    style.paragraph_format.keep_with_next = True
    if style.name == "Title":
        style.paragraph_format.alignment = CENTRE
        for border in style.element.pPr.findall(qn("w:pBdr")):
            style.element.pPr.remove(border)


def set_page(file: Any, measures: dict[str, Any], document: Document) -> None:
    """A4, margins, the page's number from the second page, the document's name below."""
    page, section = measures["page"], file.sections[0]
    section.page_width, section.page_height = Mm(page["width"]), Mm(page["height"])
    section.left_margin = Mm(page["left_wide" if document.template in measures["wide"] else "left"])
    section.right_margin, section.top_margin, section.bottom_margin = Mm(page["right"]), Mm(page["top"]), Mm(page["bottom"])
    section.header_distance = section.footer_distance = Mm(8)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    parts.page_field(number)
    named = section.footer.paragraphs[0]
    named.alignment = CENTRE
    named.add_run(document.footer).font.size = Pt(measures["small"] - 2)

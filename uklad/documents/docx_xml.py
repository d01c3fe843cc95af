"""Parts of a DOCX that python-docx leaves to its XML: links, bookmarks, fields, numbers, header rows."""

from __future__ import annotations

import copy
import re
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.run import Run as WordRun

from uklad.documents.blocks import Run


def element(name: str, /, **attributes: str) -> Any:
    """An element of WordprocessingML with its attributes."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def add_run(paragraph: Any, run: Run) -> None:
    """The words of a run; a link leads to a bookmark of the file or to an address."""
    if run.blank:
        paragraph.add_run("_" * run.blank)
        return
    made = paragraph.add_run(run.text)
    made.bold, made.italic = run.bold or None, run.italic or None
    made.font.strike, made.underline = run.edit == "del" or None, run.edit == "ins" or None
    if run.to:
        _wrap(paragraph, made, element("hyperlink", anchor=bookmark_name(run.to), history="1"))
    elif run.link:
        target = paragraph.part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = element("hyperlink", history="1")
        link.set(qn("r:id"), target)
        _wrap(paragraph, made, link)


def styled(paragraph: Any, style: str) -> Any:
    """The paragraph with the style of this id; asking the file for a style by its name is slow."""
    paragraph._p.style = style
    return paragraph


def _wrap(paragraph: Any, run: WordRun, link: Any) -> None:
    run._r.style = "Link"
    paragraph._p.remove(run._r)
    link.append(run._r)
    paragraph._p.append(link)


def bookmark_name(anchor: str) -> str:
    """A clause's id as a bookmark: letters, digits and underscores, no more than forty."""
    return re.sub(r"\W", "_", anchor)[:40]


def bookmark(paragraph: Any, anchor: str, number: int) -> None:
    """A place to which links of the file lead."""
    paragraph._p.append(element("bookmarkStart", id=str(number), name=bookmark_name(anchor)))
    paragraph._p.append(element("bookmarkEnd", id=str(number)))


def page_field(paragraph: Any) -> None:
    """The number of the page, counted by the reader's program."""
    for part in (
        element("fldChar", fldCharType="begin"),
        None,
        element("fldChar", fldCharType="separate"),
        "1",
        element("fldChar", fldCharType="end"),
    ):
        run = paragraph.add_run(part if isinstance(part, str) else "")
        if part is None:
            part = element("instrText")
            part.text = " PAGE "
        if not isinstance(part, str):
            run._r.append(part)


def repeat_header(row: Any) -> None:
    """Mark a table's row as its header, repeated on every page."""
    row._tr.get_or_add_trPr().append(element("tblHeader"))


def fresh_number(file: Any, style: str) -> str:
    """A numbering of its own for one list, so that it begins at one."""
    numbering = file.part.numbering_part.element
    used = file.styles[style].element.pPr.numPr.numId.val
    abstract = next(num.abstractNumId.val for num in numbering.num_lst if num.numId == used)
    made = numbering.add_num(abstract)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return str(made.numId)


def use_number(paragraph: Any, number: str) -> None:
    """Give a paragraph the numbering."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = int(number)


def describe(picture: Any, text: str) -> None:
    """The text that stands for a picture."""
    picture._inline.docPr.set("descr", text)


def set_language(run_properties: Any, lang: str) -> None:
    """The language of the text for spelling and speech."""
    for old in run_properties.findall(qn("w:lang")):
        run_properties.remove(old)
    run_properties.append(copy.copy(element("lang", val=lang, eastAsia=lang)))

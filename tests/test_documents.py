"""The documents as their readers open them: texts, structure, bytes, and what happens when something is wrong."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pikepdf
import pypdf
import pytest
from conftest import FIVE, ROOT, Project
from docx.oxml.ns import qn
from test_editions import two_editions

from macros import MACROS
from uklad.content.site import Site
from uklad.documents.context import DocumentContext
from uklad.documents.redline import redline
from uklad.model.loader import load_schools
from uklad.rendering.context import Context
from uklad.rendering.renderer import clause_markdown, without_marks

SITES = [(kind, locale) for kind in FIVE for locale in ("ru", "en")]
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c636000000002000148afa4710000000049454e44ae426082")
FONT = "font: Libertinus Serif "


def folder(five: Project, kind: str, locale: str) -> Path:
    return five.root / "site" / FIVE[kind].format(locale) / "documents"


def letters(text: str) -> str:
    """The text without spaces and the breaks that lines bring."""
    return re.sub(r"[\s\u00ad]+", "", text)


def pdf_text(path: Path) -> str:
    """The text page by page, without the page's number and foot and the caption of the code."""
    pages = [[line.strip() for line in page.extract_text().splitlines()] for page in pypdf.PdfReader(path).pages]
    foot = pages[-1][-1]
    kept = [[line for line in lines if line != foot and "QR" not in line] for lines in pages]
    return letters("\n".join(line for number, lines in enumerate(kept, 1) for line in (lines[1:] if number > 1 else lines)))


def docx_text(path: Path) -> str:
    body = docx.Document(str(path)).element.body
    return letters("".join(node.text or "" for node in body.iter(qn("w:t"))))


def spoken(five: Project, kind: str, locale: str) -> list[str]:
    """Every number and text of the act in the order of its outline, as a reader would read them."""
    school, _, date = FIVE[kind].split("/")
    schools = load_schools(five.root / "schools.yml")[0]
    edition = next(one for one in schools.schools[school].editions if str(one.date) == date)
    site = Site(schools, five.root / "docs", school, edition, locale)
    speaker = Context(site, five.root, MACROS)
    said = []
    for place in site.places.values():
        if place.parent is None and place.entry.number and place.pattern in ("plain", "section", "titled"):
            said.append(place.entry.number)
        lines = [line for line in without_marks(re.sub(r"<(\S+[@:]\S+)>", r"\1", clause_markdown(speaker, place.id))).splitlines() if "---" not in line]
        said += [cell for line in lines for cell in re.sub(r"^- ", "", line.strip()).split("|")]
    return [letters(one) for one in said if letters(one)]


def in_order(wanted: list[str], text: str) -> list[str]:
    """Those of the texts that do not follow the one before."""
    missing, at = [], 0
    text = text.replace("_", "")  # a mark of Markdown, and a part of addresses
    for one in (one.replace("_", "") for one in wanted):
        found = text.find(one, at)
        if found < 0:
            missing.append(one)
        else:
            at = found + len(one)
    return missing


@pytest.mark.parametrize(("kind", "locale"), SITES)
def test_the_regulation_holds_every_clause_and_number_in_order(five: Project, kind: str, locale: str) -> None:
    wanted = spoken(five, kind, locale)
    assert len(wanted) > 8
    assert in_order(wanted, docx_text(folder(five, kind, locale) / "regulation.docx")) == []
    assert in_order(wanted, pdf_text(folder(five, kind, locale) / "regulation.pdf")) == []


def pdfs(five: Project, kind: str, locale: str) -> list[Path]:
    found = sorted(folder(five, kind, locale).glob("*.pdf"))
    assert len(found) > 4
    return found


@pytest.mark.parametrize(("kind", "locale"), SITES)
def test_every_pdf_is_archival_and_accessible(five: Project, kind: str, locale: str) -> None:
    for path in pdfs(five, kind, locale):
        with pikepdf.open(path) as pdf:
            with pdf.open_metadata() as facts:
                assert facts["pdfaid:part"] == "2" and facts["pdfaid:conformance"] == "A", path
                assert facts["pdfuaid:part"] == "1", path
                assert facts["dc:title"], path
            assert str(pdf.Root.Lang) == locale
            assert pdf.Root.MarkInfo.Marked and pdf.Root.ViewerPreferences.DisplayDocTitle
            assert "/H1" in roles(pdf.Root.StructTreeRoot), path
            fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
            assert all("/FontFile" in str(list(font.DescendantFonts[0].FontDescriptor.keys())) for font in fonts), path


def roles(node: pikepdf.Object) -> list[str]:
    """The tags of a PDF in reading order."""
    found = [str(node.S)] if "/S" in node else []
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            found += roles(kid)
    return found


def test_lists_and_tables_are_tagged_and_titles_are_bookmarks(five: Project) -> None:
    with pikepdf.open(folder(five, "college", "ru") / "regulation.pdf") as pdf:
        found = roles(pdf.Root.StructTreeRoot)
        assert {"/H1", "/H2", "/H3", "/L", "/LI", "/Table", "/TH", "/TD", "/Figure", "/Link"} <= set(found)
        assert found.index("/H1") < found.index("/H2") < found.index("/Table")
        with pdf.open_outline() as outline:
            titles = [child.title for item in outline.root for child in item.children]
        assert any("Ответственные" in one for item in [titles] for one in item) or titles


def test_clause_numbers_lead_to_the_site_and_citations_within_the_file(five: Project) -> None:
    with pikepdf.open(folder(five, "lyceum", "ru") / "regulation.pdf") as pdf:
        links = [note for page in pdf.pages for note in page.get("/Annots", [])]
        addresses = [str(link.A.URI) for link in links if "/A" in link and "/URI" in link.A]
        assert "../regulation/index.html#chat.block" in addresses
        assert [link for link in links if "/Dest" in link or ("/A" in link and "/D" in link.A)]


@pytest.mark.parametrize(("kind", "locale"), SITES)
def test_every_memo_keeps_to_one_page(five: Project, kind: str, locale: str) -> None:
    memos = [path for path in pdfs(five, kind, locale) if path.name.startswith("memo-")]
    assert memos and [path.name for path in memos if len(pypdf.PdfReader(path).pages) != 1] == []


SHOWN = {
    "lyceum": {"application", "chat-rules", "persons", "order"},
    "secondary": {"application", "persons", "order"},
    "progymnasium": {"order"},
    "technical-school": {"application", "persons", "order"},
    "college": {"persons", "order"},
}


@pytest.mark.parametrize("kind", FIVE)
def test_a_document_shows_only_where_the_act_supports_it(five: Project, kind: str) -> None:
    there = {path.stem for path in pdfs(five, kind, "ru") if not path.stem.startswith("memo-")}
    assert there == SHOWN[kind] | {"regulation", "acquaintance"}
    page = (folder(five, kind, "ru").parent / "documents.html").read_text(encoding="utf-8")
    for path in folder(five, kind, "ru").iterdir():
        size = f"{max(1, round(path.stat().st_size / 1024))} КБ"
        assert re.search(rf'<a href="documents/{path.name}">[^<]*: {path.suffix[1:].upper()}, {size}</a>', page), path


def test_papers_say_what_the_data_say_and_leave_the_rest_blank(five: Project) -> None:
    college, lyceum = (docx_text(folder(five, kind, "ru") / "order.docx") for kind in ("college", "lyceum"))
    assert "25апреля2025г.№44" in college and "РыбаковСергейСергеевич" in college and "Н.А.Ермакова" in college
    assert "от________________№________" in lyceum and "Назначитьадминистратором" in lyceum
    technical = docx_text(folder(five, "technical-school", "ru") / "application.docx")
    assert "Кому(электроннаяпочта):info@sferum.ru" in technical
    subject = "СФЕРУМ:Регистрацияорганизации"
    assert technical.count(subject) == 2  # as a field, and in the clause that says so
    assert "УТВЕРЖДЕНОприказомот25апреля2025г.№44" in docx_text(folder(five, "college", "ru") / "regulation.docx")
    assert "УТВЕРЖДАЮДиректор" in docx_text(folder(five, "secondary", "ru") / "regulation.docx")


def test_a_docx_has_real_styles_numbers_and_header_rows(five: Project) -> None:
    file = docx.Document(str(folder(five, "college", "ru") / "regulation.docx"))
    used = {paragraph.style.name for paragraph in file.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "Clause", "List Bullet"} <= used
    assert file.tables[-1].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert "PAGE" in file.sections[0].header._element.xml and file.sections[0].different_first_page_header_footer
    assert file.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "ru-RU"
    order = docx.Document(str(folder(five, "college", "ru") / "order.docx"))
    assert "List Number" in {paragraph.style.name for paragraph in order.paragraphs}


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_every_docx_converts_in_libreoffice(five: Project, tmp_path: Path) -> None:
    found = sorted((five.root / "site").glob("*/*/*/documents/*.docx"))
    for index, path in enumerate(found):
        shutil.copy(path, tmp_path / f"{index}-{path.name}")
    files = sorted(map(str, tmp_path.glob("*.docx")))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path / "pdf"), *files], capture_output=True, check=True)
    made = sorted((tmp_path / "pdf").glob("*.pdf"))
    assert len(made) == len(found) > 80
    longer = [path.name for path in made if "memo" in path.name and len(pypdf.PdfReader(path).pages) != 1]
    assert longer == []


def digests(where: Path) -> dict[str, str]:
    return {str(p.relative_to(where)): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(where.rglob("*")) if p.is_file()}


@pytest.mark.slow
def test_export_gives_the_same_bytes_and_only_what_was_asked(silly: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = silly.run("export", "--school", "cloud-school", "--locale", "ru", "--document", "regulation", "--document", "order")
    assert answer.status == 0, answer.err
    assert answer.out.endswith("s\n") and "[1/1] cloud-school/ru/2030-03-04" in answer.out
    monkeypatch.setenv("TZ", "Asia/Kamchatka")
    assert silly.run("export", "--school", "cloud-school", "--locale", "ru", "--document", "regulation", "--document", "order", "--out", "again").status == 0
    first = digests(silly.root / "export")
    assert sorted(Path(name).name for name in first) == ["order.docx", "order.pdf", "regulation.docx", "regulation.pdf"]
    assert first == digests(silly.root / "again")


def test_clean_leaves_out_what_the_editors_wrote(silly: Project) -> None:
    assert silly.run("export", "--school", "cloud-school", "--locale", "ru", "--document", "regulation", "--clean").status == 0
    where = silly.root / "export/cloud-school/ru/2030-03-04"
    for text in (pdf_text(where / "regulation-clean.pdf"), docx_text(where / "regulation-clean.docx")):
        assert "Запускаетзмея" in text and "1.2" in text
        assert "Примечание" not in text and "Страницапорвана" not in text and "пересказ" not in text


@pytest.mark.parametrize(("option", "value", "said"), [("--document", "ordre", 'did you mean "order"?'), ("--edition", "2029-01-01", 'there is no edition "2029-01-01"')])
def test_an_unknown_choice_of_export(silly: Project, option: str, value: str, said: str) -> None:
    answer = silly.run("export", option, value)
    assert answer.status == 1 and said in answer.err


BROKEN = {
    "template": ("documents/order.typ", "#title-of", "#title-off", "documents/order.typ:5: unknown variable: title-off"),
    "font": ("documents/layout.yml", FONT, "font: Nowhere Sans ", "documents/layout.yml:1: unknown font family: nowhere sans"),
}


@pytest.mark.parametrize("mistake", BROKEN)
def test_a_broken_template_or_font_stops_only_what_needs_it(silly: Project, mistake: str) -> None:
    path, old, new, said = BROKEN[mistake]
    silly.edit(path, old, new)
    answer = silly.run("export", "--school", "cloud-school", "--locale", "ru")
    assert answer.status == 1 and said in answer.err and "Traceback" not in answer.err
    where = silly.root / "export/cloud-school/ru/2030-03-04"
    assert (where / "order.docx").exists() and not (where / "order.pdf").exists()
    assert (where / "regulation.pdf").exists() == (mistake == "template")


@pytest.mark.slow
def test_a_logo_that_is_no_image_is_told_with_its_line_and_the_site_stands(silly: Project) -> None:
    (silly.root / "logo.png").write_text("no image", encoding="utf-8")
    silly.edit("schools.yml", "  cloud-school:\n    kind: cloud\n", "  cloud-school:\n    kind: cloud\n    logo: logo.png\n")
    line = (silly.root / "schools.yml").read_text(encoding="utf-8").splitlines().index("    logo: logo.png") + 1
    answer = silly.run("build", "--jobs", "1")
    assert answer.status == 1
    assert f'schools.yml:{line}: cloud-school: the logo "logo.png" is no PNG or JPEG image' in answer.err
    assert (silly.root / "site/whale-school/ru/2030-05-06/documents/regulation.pdf").exists()
    assert (silly.root / "site/cloud-school/ru/2030-03-04/index.html").exists()
    (silly.root / "logo.png").write_bytes(PNG)
    assert silly.run("export", "--school", "cloud-school").status == 0


@pytest.mark.slow
def test_a_long_text_breaks_over_pages_and_loses_nothing(silly: Project) -> None:
    words = " ".join(f"слово{number}" for number in range(3000))
    long = "Очень" + "длинное" * 60
    for locale, text in (("ru", "Считает хвосты."), ("en", "Counts the tails.")):
        silly.edit(f"docs/{locale}/clauses/all.md", text, f"{text} {words} {long}")
    silly.edit("docs/ru/clauses/all.md", "### Сосчитайте хвосты {", f"### Сосчитайте {words} {{")
    silly.edit("schools.yml", "Положение о воздушных змеях", "Положение " + "о воздушных змеях " * 80)
    answer = silly.run("export", "--school", "cloud-school", "--locale", "ru")
    assert answer.status == 0, answer.err
    where = silly.root / "export/cloud-school/ru/2030-03-04"
    for name in ("regulation.pdf", "memo-teacher.pdf"):
        text = pdf_text(where / name)
        assert all(f"слово{number}" in text for number in range(0, 3000, 7)), name
    assert len(pypdf.PdfReader(where / "memo-teacher.pdf").pages) > 1


def test_values_of_data_show_literally(silly: Project) -> None:
    nasty = "Змей #let x = *b* <b> & @ref $a$ [x](y) {{ q }} \\"
    silly.edit("schools.yml", "Кучевое облако № 8", f"'{nasty}'" if "'" not in nasty else nasty)
    assert silly.run("export", "--school", "cloud-school", "--locale", "ru").status == 0
    where = silly.root / "export/cloud-school/ru/2030-03-04"
    assert letters(nasty) in pdf_text(where / "order.pdf") and letters(nasty) in docx_text(where / "order.docx")


@pytest.mark.slow
def test_the_signed_original_comes_first(silly: Project) -> None:
    (silly.root / "signed act.pdf").write_bytes(b"%PDF-1.4 signed")
    (silly.root / "signed act.pdf.sig").write_bytes(b"sig")
    original = '        original: {file: signed act.pdf, signature: signed act.pdf.sig, signed_by: {ru: П.П. Порыв, en: P.P. Gust}, date: 2030-03-05}\n        approval:\n          - {step: director, person: gust'
    silly.edit("schools.yml", "        approval:\n          - {step: director, person: gust", original)
    answer = silly.run("build", "--jobs", "1")
    assert answer.status == 0, answer.err
    where = silly.root / "site/cloud-school/ru/2030-03-04"
    page = (where / "documents.html").read_text(encoding="utf-8")
    assert (where / "documents/signed act.pdf").read_bytes() == b"%PDF-1.4 signed" and (where / "documents/signed act.pdf.sig").exists()
    assert hashlib.sha256(b"%PDF-1.4 signed").hexdigest() in page and "П.П. Порыв" in page
    assert 0 < page.find("documents/signed%20act.pdf") < page.find("documents/regulation.pdf")
    (silly.root / "signed act.pdf").unlink()
    answer = silly.run("check")
    assert answer.status == 1 and 'there is no file "signed act.pdf" in the project; put the signed file there' in answer.err


def test_where_the_site_is_published_the_links_lead_there(silly: Project) -> None:
    assert silly.run("export", "--school", "cloud-school", "--locale", "ru", "--document", "regulation", "--format", "pdf").status == 0
    with pikepdf.open(silly.root / "export/cloud-school/ru/2030-03-04/regulation.pdf") as pdf:
        links = [str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", []) if "/URI" in note.get("/A", {})]
    assert "https://cloud.example/rules/ru/2030-03-04/regulation/index.html#rest.nap" in links


def test_without_documents_the_site_says_so(silly: Project) -> None:
    assert silly.run("build", "--jobs", "1", "--no-documents", "--school", "cloud-school").status == 0
    where = silly.root / "site/cloud-school/ru/2030-03-04"
    assert not (where / "documents").exists()
    assert "Файлы ещё не сделаны" in (where / "documents.html").read_text(encoding="utf-8")
    answer = silly.run("pack", "cloud-school")
    assert answer.status == 1 and "run uklad build --school cloud-school first" in answer.err


@pytest.mark.slow
def test_a_pack_holds_site_documents_and_how_to_publish_them(silly: Project) -> None:
    assert silly.run("build", "--jobs", "1").status == 0
    assert silly.run("pack", "cloud-school").status == 0
    assert silly.run("pack", "cloud-school", "--to", "again.zip").status == 0
    content = (silly.root / "cloud-school.zip").read_bytes()
    assert content == (silly.root / "again.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        names = pack.namelist()
        built = {f"site/{p.relative_to(silly.root / 'site/cloud-school').as_posix()}" for p in (silly.root / "site/cloud-school").rglob("*") if p.is_file()}
        assert built < set(names) and {"README.txt", "links.html", "nginx.conf", "htaccess.txt"} < set(names)
        assert "Загрузите в неё всё, что лежит в папке site" in pack.read("README.txt").decode("utf-8-sig")
        links = pack.read("links.html").decode()
    targets = re.findall(r'href="https://cloud.example/rules/([^"]+)"', links)
    assert len(targets) > 5 and {f"site/{target}" for target in targets} <= set(names)
    assert "itemprop" not in links


def test_the_subject_of_the_application_is_what_the_clause_says() -> None:
    schools = load_schools(ROOT / "schools.yml")[0]
    for school_id, school in schools.schools.items():
        for locale in schools.locales:
            site = Site(schools, ROOT / "docs", school_id, school.editions[-1], locale)
            if site.has("admin.application-subject"):
                context = DocumentContext(site, ROOT)
                (row,) = [row for row in context.get("application")["fields"] if row.get("needs") == ["admin.application-subject"]]
                assert row["value"] in context.plain("admin.application-subject")


def test_an_edition_with_an_earlier_one_has_a_redline(silly: Project) -> None:
    two_editions(silly)
    schools = load_schools(silly.root / "schools.yml")[0]
    old, new = (DocumentContext(Site(schools, silly.root / "docs", "cloud-school", edition, "ru"), silly.root) for edition in schools.schools["cloud-school"].editions)
    made = redline(new)
    assert made
    said = str(made.body).replace("\\xa0", " ")
    assert "Сравнение с редакцией от 4 марта 2030" in said
    edits = {(run.edit, run.text) for block in made.body for run in getattr(block, "runs", ()) if run.edit}
    assert {("del", "30"), ("ins", "20")} <= edits
    assert "п. 1.2 → п. 1.9: другой номер" in said and "п. 1.1: исключено" in said
    assert redline(old) is None

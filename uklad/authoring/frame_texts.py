"""The frame's own texts of a site: what its pages, questions, glossary and phrases say at any school, wherever a page says it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Any

import markdown

from uklad.content.phrases import Words
from uklad.html.sentences import ELLIPSIS, read_sentences
from uklad.model.types import Forms
from uklad.rendering.context import Context
from uklad.rendering.environment import Origin, TextEnvironment

EXTENSIONS = ("attr_list", "def_list", "md_in_html", "tables")
WORDS_ALONE = {"agree", "cite", "has", "has_all", "shows"}  # macros that say nothing of their own: they choose among an author's words
NOT_SAID = ("audit", "no_break", "number_words", "search")  # rules, what scripts say, and what only the audit says
ELLIPSES = f"{ELLIPSIS}(?:, {ELLIPSIS})*"
SHORT = r"\S{1,12}"  # a number, of a clause or a count
TERMS = ("act", "school")
DATES = ("date", "until", "first", "last")


@dataclass(frozen=True)
class FrameTexts:
    """Sentences that stand as they are, and patterns of those with places; both begin in lower case and have no stop at the end."""

    exact: frozenset[str]
    patterns: re.Pattern[str]

    def has(self, sentence: str) -> bool:
        """Whether the frame says this sentence itself."""
        bare = _bare(sentence)
        return bare in self.exact or self.patterns.fullmatch(bare) is not None


def frame_texts(context: Context) -> FrameTexts:
    """The frame's texts of the site that a context is of."""
    exact = {_bare(one) for text in _texts(context) for one in _sentences(context.site.words.bind(text))}
    patterns = sorted(set(_patterns(context)))
    return FrameTexts(frozenset(exact), re.compile("|".join(patterns)))


@cache
def _markdown() -> markdown.Markdown:
    """One for all texts: to make it takes longer than to read a text."""
    return markdown.Markdown(extensions=list(EXTENSIONS))


def _bare(sentence: str) -> str:
    text = sentence.rstrip(" .,:;")
    return text[:1].lower() + text[1:]


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a Markdown text, as a page would say them."""
    html = _markdown().reset().convert(text)
    yield from (one.text for one in read_sentences(f"<article>{html}</article>"))


def _texts(context: Context) -> Iterator[str]:
    """What authors wrote for the frame, in this school's words; what a macro says is an ellipsis."""
    render = _renderer(context)
    for page in context.pages:
        yield render(str(page.meta.get("title", "")), page.meta)
        yield render(str(page.meta.get("summary", "")), page.meta)
        context.path = page.path
        yield render(page.body, page.meta)
    for heading in context.site.questions.groups.values():
        yield render(heading, {})
    for question in context.site.questions.questions:
        yield from (render(question.ask, {}), render(question.answer, {}))
    for entry in context.glossary:
        yield from (render(entry.term, {}), render(entry.meaning, {}))


def _renderer(context: Context) -> Callable[[str, dict[str, Any]], str]:
    """Renders a text of the frame with ellipses for what macros say."""
    environment, macros = TextEnvironment(), context.macros
    environment.globals.update({name: macro if name in WORDS_ALONE else _ellipsis for name, macro in macros.functions.items()})
    environment.filters.update(macros.filters)
    return lambda text, meta: environment.carry_out(text, Origin("frame"), {**macros.variables, **meta})


def _ellipsis(*_: object, **__: object) -> str:
    return ELLIPSIS


def _patterns(context: Context) -> Iterator[str]:
    """A pattern for each sentence of the phrases: their places take forms of words, dates and numbers, else what has its own source."""
    places = _Places(context)
    for phrase in _phrases(context.site.words):
        for sentence in _sentences(context.site.words.bind(places.put(phrase))):
            yield places.pattern(_bare(sentence))


def _phrases(words: Words) -> Iterator[str]:
    """Every phrase that a page may say."""
    for name, value in words.tree.items():
        if name not in NOT_SAID:
            yield from (text for text in _leaves(value) if "{{" not in text and "{%" not in text)
    yield from _leaves({name: value for name, value in words.tree["search"].items() if name != "stop"})


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for child in value.values() if isinstance(value, dict) else value:
            yield from _leaves(child)


class _Places:
    """The places of phrases: each is a private character while its phrase is read as Markdown, and what it takes in a pattern."""

    def __init__(self, context: Context) -> None:
        site = context.site
        self.day = _date(site.words)
        self.forms: dict[str, list[Forms]] = {name: [site.term(name)] for name in TERMS if name in site.kind.terms}
        self.forms["role"] = [site.role(name) for name in site.schools.roles]
        self.taken: dict[str, str] = {}

    def put(self, phrase: str) -> str:
        """The phrase with a character for each place."""
        parts = Formatter().parse(phrase)
        return "".join(text + (self._character(self._takes(name)) if name is not None else "") for text, name, _, _ in parts)

    def pattern(self, sentence: str) -> str:
        """The pattern of a sentence that has such characters."""
        return "".join(self.taken.get(one) or re.escape(one) for one in sentence)

    def _character(self, takes: str) -> str:
        found = next((one for one, known in self.taken.items() if known == takes), chr(0xE000 + len(self.taken)))
        self.taken[found] = takes
        return found

    def _takes(self, place: str) -> str:
        name, _, form = place.rstrip("]").partition("[")
        if name in self.forms:
            return _either(literal for forms in self.forms[name] for key, literal in forms.items() if form in ("", key) and key != "gender")
        if name in DATES:
            return self.day
        return SHORT if name in ("count", "number", "day", "month", "year") else ELLIPSES


def _either(texts: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(set(texts))))})"


def _date(words: Words) -> str:
    """The pattern of a date as the locale writes it; the dot at its end may have ended the sentence."""
    months = _either(words.get("months"))
    parts = {"day": r"\d{1,2}", "month": months, "year": r"\d{4}"}
    found = (re.escape(text) + parts.get(name or "", "") for text, name, _, _ in Formatter().parse(str(words.get("date"))))
    return "".join(found).removesuffix(r"\.") + (r"\.?" if str(words.get("date")).endswith(".") else "")

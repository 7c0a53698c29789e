"""Answers' markdown as safe HTML.

Knows the few forms an answer may take (paragraphs, lists, tables, emphasis, quotations) and citation marks. Links,
images, raw HTML, references and autolinks are not understood at all and stay visible as the characters they are:
documents' and users' words are data.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from assistant.web.page_text import Texts

RULES = ("table", "list", "emphasis", "newline", "blockquote", "heading", "backticks", "hr", "escape")
_MARK = re.compile(r"\[(\d{1,4})\]")
_TAG = re.compile(r"<[^>]+>")
_BLOCK_END = re.compile(r"</(?:p|li|t[hdr]|blockquote)>|<[bh]r>")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")

Mark = Callable[[int], str | None]
"""HTML of a citation mark, or ``None`` where the number cites nothing and stays as written."""


def escape(text: str) -> str:
    """Text as HTML text or attribute value, without control characters and those that turn the writing direction."""
    return html.escape(_CONTROL.sub("", text), quote=True)


def one_line(text: str) -> str:
    """Escaped text in which line breaks and runs of blanks are single blanks."""
    return escape(" ".join(text.split()))


def copy_button(text: str, label: str, texts: Texts) -> str:
    """A button that puts ``text`` on the clipboard and says whether that went well."""
    return (
        f'<button type="button" class="plain" data-copy="{escape(text)}" data-copied="{escape(texts.copied)}"'
        f' data-failed="{escape(texts.copy_failed)}">{escape(label)}</button>'
    )


def render(text: str, mark: Mark) -> str:
    """Safe HTML of an answer; ``[n]`` becomes what ``mark(n)`` gives."""
    return str(_parser().render(_CONTROL.sub("", text), {"mark": mark}))


def plain(text: str) -> str:
    """The words of an answer without markdown signs and citation marks, as a screen reader should say them."""
    shown = _BLOCK_END.sub(" ", render(text, lambda _: ""))
    return " ".join(html.unescape(_TAG.sub("", shown)).split())


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "linkify": False, "breaks": True})
    parser.enable(list(RULES))
    parser.add_render_rule("text", _text)
    parser.add_render_rule("heading_open", _heading)
    parser.add_render_rule("heading_close", _heading)
    return parser


def _text(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    mark: Mark = env["mark"]

    def replace(match: re.Match[str]) -> str:
        shown = mark(int(match.group(1)))
        return match.group() if shown is None else shown

    return _MARK.sub(replace, html.escape(tokens[index].content, quote=True))


def _heading(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    # An answer stands inside a page that has its own headings: whatever level it asks for, it gets a bold line.
    return '<p class="subhead">' if tokens[index].nesting == 1 else "</p>\n"

"""Words that would run, load or break out if anything showed them as they are, and a strict look at the HTML shown.

Knows attacks and what the page may consist of; refuses to know who shows what.
"""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urlsplit

HOSTILE = (
    "<script>window.ran = 1</script>",
    "<img src=x onerror=window.ran=1>",
    "<svg/onload=window.ran=1>",
    '"><iframe srcdoc="<script>parent.ran=1</script>"></iframe>',
    "' autofocus onfocus='window.ran=1",
    '" onmouseover="window.ran=1" x="',
    "</blockquote></details></section><h1>外面</h1>",
    "</script><script>window.ran=1</script>",
    "<!-- --><style>body{display:none}</style>",
    "[点我](javascript:window.ran=1)",
    "![图](http://outside.example/pixel.png)",
    "<http://outside.example/auto>",
    "http://outside.example/bare",
    "[1]: http://outside.example/reference",
    "[1](http://outside.example/shadow)",
    "${window.ran=1}",
    "{{constructor.constructor('window.ran=1')()}}",
    "`${window.ran=1}`",
    "<math><mtext></p><style><img src=x onerror=window.ran=1>",
    "&lt;script&gt;window.ran=1&lt;/script&gt;",
    "\u202e<b>onerror</b>\x00\x1b[31m",
    "$$\\href{javascript:window.ran=1}{x}$$",
    "<a href=data:text/html,<script>opener.ran=1</script>>x</a>",
    "<form action=http://outside.example><button>送</button></form>",
)

TAGS = frozenset(
    ["a", "article", "b", "blockquote", "br", "button", "code", "details", "div", "em", "h1", "h2", "h3", "hr", "li",
     "mark", "ol", "p", "section", "span", "strong", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul"]
)  # fmt: skip
ATTRIBUTES = frozenset(
    ["aria-atomic", "aria-hidden", "aria-label", "aria-labelledby", "aria-live", "class", "href", "id", "lang", "open",
     "rel", "role", "start", "style", "tabindex", "target", "title", "type"]
)  # fmt: skip
_VOID = frozenset({"br", "hr"})


class Shown(HTMLParser):
    """What a piece of HTML consists of; anything but the page's own tags and attributes is an error."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, f"<{tag}> is none of the page's tags"
        for name, value in attrs:
            assert name in ATTRIBUTES or name.startswith("data-"), f"{name} is none of the page's attributes"
            self.attributes.append((tag, name, value or ""))
            if name == "href":
                parts = urlsplit(value or "")
                assert not parts.scheme and not parts.netloc and parts.path.startswith("/documents/"), value
            if name == "style":
                assert tag in ("td", "th") and value in {f"text-align:{side}" for side in ("left", "right", "center")}
        self.tags.append(tag)
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open.pop() == tag, f"</{tag}> closes nothing"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _VOID
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment came through: {data}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration came through: {data}")

    def values(self, attribute: str) -> list[str]:
        """All values of one attribute, in order."""
        return [value for _, name, value in self.attributes if name == attribute]


def shown(html: str) -> Shown:
    """The parts of a piece of HTML that is well formed and harmless; an ``AssertionError`` otherwise."""
    found = Shown()
    found.feed(html)
    found.close()
    assert not found._open, f"left open: {found._open}"
    return found

"""Markdown of a lesson or a guideline, as the blocks that authors have in the CMS: headings and rich text."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from courses.curriculum.kinds import Fault
from courses.curriculum.values import Block

__all__ = ["LINK", "TERM_IN_LINE", "blocks_of", "prose_of"]

#: A link to another lesson, to a guideline or to a term, in the HTML made here: its kind and its key.
LINK = re.compile(r'href="(lesson|guideline|term):([^"]*)"')
#: A link to a term in a line of Markdown that stays one, such as the cell of a table.
TERM_IN_LINE = re.compile(r"\]\(<?term:([^)>\s]*)")
_ADDRESS = re.compile(r"(https?://|mailto:|tel:)\S+|(lesson|guideline|term):[a-z0-9-]+")
_KNOWN = {"paragraph", "bullet_list", "ordered_list", "list_item", "blockquote", "inline", "heading"}
_WORDS = {
    "text",
    "softbreak",
    "hardbreak",
    "strong_open",
    "strong_close",
    "em_open",
    "em_close",
    "link_open",
    "link_close",
}
_markdown = MarkdownIt("commonmark", {"html": True})
_markdown.validateLink = lambda url: True  # type: ignore[method-assign]  # every link is asked of _ADDRESS below


def blocks_of(text: str, path: str, first_line: int, faults: list[Fault]) -> list[Block]:
    """Return headings and running text, in order. What there is no block for is a fault."""
    tokens = _checked(text, path, first_line, faults)
    blocks: list[Block] = []
    run: list[Token] = []
    for n, token in enumerate(tokens):
        if token.type == "heading_open":
            _flush(run, blocks, first_line)
            line = first_line + (token.map or [0])[0]
            if token.tag not in {"h2", "h3"}:
                faults.append(Fault(path, line, "heading_level"))
            words = "".join(child.content for child in tokens[n + 1].children or () if child.type == "text")
            blocks.append(Block("heading", line, {"text": words, "level": token.tag[1:] if token.tag == "h3" else "2"}))
        elif token.type == "heading_close" or (n and tokens[n - 1].type == "heading_open"):
            continue
        else:
            run.append(token)
    _flush(run, blocks, first_line)
    return blocks


def prose_of(text: str, path: str, first_line: int, faults: list[Fault]) -> str:
    """Return running text as rich text; a heading is a fault."""
    tokens = _checked(text, path, first_line, faults)
    headings = [token for token in tokens if token.type == "heading_open"]
    faults += [Fault(path, first_line + (token.map or [0])[0], "heading_in_box") for token in headings]
    return _html(tokens)


def _checked(text: str, path: str, first_line: int, faults: list[Fault]) -> list[Token]:
    tokens = _markdown.parse(text)
    line = first_line
    inside = 0
    for token in tokens:
        line = first_line + token.map[0] if token.map else line
        kind = re.sub(r"_(open|close)$", "", token.type)
        if kind == "html_block":
            faults.append(Fault(path, line, "html"))
        elif kind not in _KNOWN:
            faults.append(Fault(path, line, "not_supported", {"what": kind}))
        inside += (kind in {"list_item", "blockquote"}) * token.nesting
        if kind == "paragraph" and inside:
            token.hidden = True  # rich text has no paragraphs inside list items and quotations
        for child in token.children or ():
            _check_word(child, path, line, faults)
    return tokens


def _check_word(token: Token, path: str, line: int, faults: list[Fault]) -> None:
    if token.type == "html_inline":
        faults.append(Fault(path, line, "html"))
    elif token.type == "image":
        faults.append(Fault(path, line, "picture_in_text"))
    elif token.type not in _WORDS:
        faults.append(Fault(path, line, "not_supported", {"what": token.type}))
    elif token.type == "link_open":
        address = str(token.attrs.get("href", ""))
        if not _ADDRESS.fullmatch(address):
            faults.append(Fault(path, line, "bad_link", {"value": address}))


def _flush(run: list[Token], blocks: list[Block], first_line: int) -> None:
    if run:
        blocks.append(Block("text", first_line + (run[0].map or [0])[0], _html(run)))
        run.clear()


def _html(tokens: Sequence[Token]) -> str:
    return str(_markdown.renderer.render(tokens, _markdown.options, {})).strip()

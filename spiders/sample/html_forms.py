"""Sections of a text as the HTML that each platform's editor would leave behind."""

from collections.abc import Iterable
from html import escape

from spiders.sample.texts import Section

_HEADINGS = {
    "greenhouse": "<h3><strong>{}</strong></h3>",
    "ashby": "<h2>{}</h2>",
    "plain": "<p><b>{}:</b></p>",
    "page": "<h2>{}</h2>",
}
_STYLE = ' style="min-height:1.5em"'


def html(sections: Iterable[Section], look: str) -> str:
    """One HTML text in the look of greenhouse, ashby, plain (bullets with breaks) or page."""
    return "\n".join(_section(section, look) for section in sections)


def items(section: Section) -> str:
    """The list items of a section."""
    return "".join(f"<li>{escape(line)}</li>" for line in section.lines)


def plain(sections: Iterable[Section]) -> str:
    """The text without markup, hidden parts left out."""
    shown = [s for s in sections if not s.hidden]
    return "\n\n".join("\n".join((*((s.heading,) if s.heading else ()), *s.lines)) for s in shown)


def _section(section: Section, look: str) -> str:
    style = _STYLE if look == "ashby" else ""
    lines = [escape(line) for line in section.lines]
    if section.hidden:
        return f'<div style="display:none">{" ".join(lines)}</div>'
    heading = _HEADINGS[look].format(escape(section.heading)) + "\n" if section.heading else ""
    if not section.listed:
        return heading + "".join(f"<p{style}>{line}</p>" for line in lines)
    if look == "plain":
        return f"{heading}<p>{'<br />'.join(f'• {line}' for line in lines)}</p>"
    if look == "ashby":
        return f"{heading}<ul{style}>{''.join(f'<li><p{style}>{line}</p></li>' for line in lines)}</ul>"
    return f"{heading}<ul>\n{''.join(f'<li>{line}</li>' for line in lines)}\n</ul>"

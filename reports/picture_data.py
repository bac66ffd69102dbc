"""The pictures of a page as its script reads them: rows without their names, and texts that come again written once.

A text is written as itself, or as `[number, …]`: the text of that number in the page's list, its gaps filled with the
others. A picture of a part of the market is told by what differs from the one of the whole.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from reports.charts.chart import CONFIG
from reports.page import Picture

GAP = "\ue000"  # of private use: no text of anybody has a meaning for it
_SHORT = 4  # characters: what is shorter is written again rather than pointed to
_DIGITS = 5  # that matter where a mark stands; what is read is in its words
_NUMBER = r"\d+(?:[.,]\d+)*"
Say = Callable[[str, str], Any]


def told_pictures(pictures: Sequence[Picture], links: Iterable[str]) -> tuple[list[str], dict[str, Any]]:
    """The list of texts, beginning with `links`, and each picture by its name."""
    seen: Counter[str] = Counter()
    labels: dict[str, str] = {}

    def listen(text: str, label: str) -> str:
        seen[text] += 1
        labels.setdefault(text, label)
        return text

    for picture in pictures:
        _picture(picture, listen)
    again = [text for text, times in seen.most_common() if times > 1 and len(text) > _SHORT]
    texts = list(dict.fromkeys([*links, *again]))
    kept = {*texts}
    shapes = Counter(_parts(text, labels[text])[0] for text in seen if text not in kept)
    texts += [shape for shape, times in shapes.most_common() if times > 1 and GAP in shape and len(shape) > _SHORT]
    place = {text: number for number, text in enumerate(texts)}

    def say(text: str, label: str) -> Any:
        if text in place:
            return [place[text]] if GAP not in text else text
        shape, parts = _parts(text, label)
        return [place[shape], *map(filled, parts)] if shape in place else text

    def filled(part: str) -> Any:
        return [place[part]] if part in place else _plain(part)

    return texts, {picture.name: _picture(picture, say) for picture in pictures}


def without_config(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The specification without the configuration that all pictures share: the page's script has that once."""
    return {key: value for key, value in spec.items() if key != "config" or value != CONFIG}


def _picture(picture: Picture, say: Say) -> dict[str, Any]:
    whole = without_config(picture.spec)
    told = {"spec": _spec(whole, say)}
    return told | (
        {"cuts": {key: _beside(whole, cut, say) for key, cut in picture.cuts.items()}} if picture.cuts else {}
    )


def _beside(whole: Mapping[str, Any], cut: Picture, say: Say) -> dict[str, Any]:
    """A picture of a part of the market: its words, and of its specification what differs from the whole one's."""
    words = {"title": cut.title, "subtitle": cut.subtitle, "source": cut.source}
    differs = _spec(_differing(whole, without_config(cut.spec)), say)
    return {name: say(text, "") for name, text in words.items()} | {"spec": differs}


def _differing(whole: Mapping[str, Any], cut: Mapping[str, Any]) -> dict[str, Any]:
    """What differs: `layers` has it of each, where these are as many as the whole's and lack nothing of them."""
    found = {key: value for key, value in cut.items() if key not in whole or whole[key] != value}
    here, there = whole.get("layer", ()), found.get("layer", ())
    if there and len(here) == len(there) and all({*a} <= {*b} for a, b in zip(here, there, strict=True)):
        found["layers"] = [_differing(a, b) for a, b in zip(here, found.pop("layer"), strict=True)]
    return found


def _spec(spec: Mapping[str, Any], say: Say) -> dict[str, Any]:
    told = dict(spec)
    for name in ("layer", "layers"):
        if name in spec:
            told[name] = [_spec(layer, say) for layer in spec[name]]
    values = spec.get("data", {}).get("values")
    if values and all(isinstance(value, dict) for value in values):
        fields = [*dict.fromkeys(name for value in values for name in value)]
        told["data"] = {"fields": fields, "rows": [[_value(value, name, say) for name in fields] for value in values]}
    return told


def _value(row: Mapping[str, Any], name: str, say: Say) -> Any:
    """What a row has under a name: nothing as `[]`, a list as `[list]`, a figure as precise as a mark's place."""
    if name not in row:
        return []
    value = row[name]
    if isinstance(value, list):
        return [value]
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}") if value != int(value) else int(value)
    label = row.get("label", "") if name != "label" else ""
    return say(value, label if isinstance(label, str) else "") if isinstance(value, str) else value


@lru_cache(1 << 14)
def _parts(text: str, label: str) -> tuple[str, tuple[str, ...]]:
    """The text with a gap for each number and for the row's own label, and what fills them."""
    found = _gaps(label)
    return (text, ()) if GAP in text else (found.sub(GAP, text), tuple(found.findall(text)))


@lru_cache(1 << 10)
def _gaps(label: str) -> re.Pattern[str]:
    named = rf"(?<!\w){re.escape(label)}(?!\w)|" if label else ""
    return re.compile(named + _NUMBER)


def _plain(part: str) -> str | int | float:
    """A number where that reads as the same text in the page's script."""
    if re.fullmatch(r"0|[1-9]\d{0,14}", part, re.ASCII):
        return int(part)
    return (
        float(part) if re.fullmatch(r"(0|[1-9]\d{0,5})\.\d{0,4}[1-9]", part, re.ASCII) and float(part) >= 1e-4 else part
    )

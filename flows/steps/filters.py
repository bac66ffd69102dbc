"""Every stage as a filter: JSON Lines in, JSON Lines out, same order, same `id`."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from warehouse.records import Credential, JobPosting, Rejected, Side, record_from

if TYPE_CHECKING:
    from pipelines.tags import Because, Tags


class UnknownPlatformError(ValueError):
    """No platform bears the name; the text says which there are."""


Line = dict[str, Any]
Complain = Callable[[str], None]


def json_lines(stream: Iterable[str], complain: Complain) -> Iterator[Line]:
    """The JSON objects of a stream; a line that is none is said with its number and left out."""
    for number, text in enumerate(stream, start=1):
        if not text.strip():
            continue
        try:
            line = json.loads(text, parse_constant=lambda name: None)
        except (ValueError, RecursionError) as error:
            complain(f"line {number}: not JSON ({error}); left out")
            continue
        if isinstance(line, dict):
            yield line
        else:
            complain(f"line {number}: not a JSON object; left out")


def _record(line: Line) -> JobPosting | Credential:
    """The record a line states; without a `kind`, a title makes a posting and a name a credential."""
    kind = line.get("kind") or ("job_posting" if "title" in line else "credential" if "name" in line else None)
    key = line.get("identifier", line.get("id"))
    return record_from(line | {"kind": kind, "identifier": key}, source=str(line.get("source") or ""))


def _readable(lines: Iterable[Line], complain: Complain) -> Iterator[tuple[Line, JobPosting | Credential]]:
    for number, line in enumerate(lines, start=1):
        try:
            yield line, _record(line)
        except Rejected as reason:
            complain(f"record {number} ({line.get('id', line.get('identifier', '?'))}): {reason}; left out")


def clean(lines: Iterable[Line], complain: Complain) -> Iterator[Line]:
    """Each record normalised, with every attribute of its kind; null where not stated."""
    from pipelines.cleaning import clean as clean_record

    for line, record in _readable(lines, complain):
        yield line | {"kind": record.kind} | clean_record(record).model_dump(mode="json")


def tag(
    lines: Iterable[Line], taxonomies: list[Path], complain: Complain, *, explain: bool = False, candidates: int = 0
) -> Iterator[Line]:
    """Each record or text with the skills and credentials it names; offsets count in the text given.

    `explain` adds what each rests on, and what is named in vain. With `candidates`, also so many concepts
    of the whole text, the likeliest first, sure or not.
    """
    from pipelines.occupations import Occupations
    from pipelines.skills import Tagger

    tagger, occupations = Tagger.load(*taxonomies), Occupations.load(*taxonomies)
    likeliest = _linking(taxonomies) if candidates else None
    for line in lines:
        text = line.get("text", line.get("description"))
        title = line.get("title", line.get("name"))
        if not isinstance(text, str) and not isinstance(title, str):
            complain(f"record {line.get('id', line.get('identifier', '?'))}: no text; left out")
            continue
        side = line.get("side") or ("supply" if line.get("kind") == Credential.kind else "demand")
        tags = tagger.tag(str(text or ""), side, title=str(title or ""), explain=explain)
        found = _explained(tags) if explain else _found(tags)
        if title and side == Side.DEMAND:
            occupation = occupations.occupation(
                str(title), (s.preferred_label for s in tags.skills if s.preferred_label)
            )
            found["occupation"] = occupation and occupation._asdict()
        if likeliest:
            sure = [mention.concept_uri for mention in tags.skills if mention.concept_uri]
            named = likeliest("\n".join(filter(None, (str(title or ""), str(text or "")))), candidates, sure)
            found["candidates"] = [each._asdict() for each in named]
        yield line | found


def _found(tags: "Tags") -> Line:
    """What counts."""
    return {"skills": [*map(asdict, tags.skills)], "credentials": [*map(asdict, tags.credentials)]}


def _explained(tags: "Tags") -> Line:
    """What counts and what does not, each with why: `pipelines.tags.Because` says what its entries mean."""

    def stated(because: "Because") -> Line:
        return {name: value for name, value in asdict(because).items() if value is not None}

    skills = zip(tags.skills, tags.because, strict=True)
    return _found(tags) | {
        "skills": [asdict(mention) | {"because": stated(because)} for mention, because in skills],
        "ignored": [asdict(each.mention) | {"why": each.why, "because": stated(each.because)} for each in tags.ignored],
    }


def _linking(taxonomies: list[Path]) -> Callable[[str, int, list[str]], list[Any]]:
    """What ranks concepts for a text: by the tables of its language, English where it has none."""
    from pipelines.linking.linker import Linkers
    from pipelines.text import visible

    linkers = Linkers.load(*taxonomies)
    return lambda text, count, sure: linkers.rank(visible(text).text, count, sure)


def duplicates(lines: Iterable[Line], complain: Complain) -> Iterator[Line]:
    """Each posting with its `vacancy` among those given, and as `duplicate_class` how it repeats the vacancy's first.

    A credential is left as it is.
    """
    from pipelines.duplicates.vacancies import repetitions

    given = list(_readable(lines, complain))
    for (line, _), found in zip(given, repetitions([record for _, record in given]), strict=True):
        yield line | (found._asdict() if found else {})


def _folded(name: str) -> str:
    return "".join(filter(str.isalnum, name.lower()))


def parse(platform: str, file: Path, url: str | None, complain: Complain) -> Iterator[Line]:
    """The records of one captured response, read by a platform's own parser."""
    from spiders.catalogue import formats
    from spiders.source_spider import Page, Reject

    known = {_folded(name): spider for name, spider in formats().items()}
    if _folded(platform) not in known:
        raise UnknownPlatformError(f"no platform is called {platform!r}; there are {', '.join(formats())}")
    spider = known[_folded(platform)](name=platform)
    for outcome in spider.read(Page(url or file.absolute().as_uri(), file.read_bytes())):
        if isinstance(outcome, Reject):
            complain(f"rejected {outcome.pointer}: {outcome.reason}")
        else:
            yield outcome.line()

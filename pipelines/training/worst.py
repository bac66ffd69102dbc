"""Draw what is likely wrong in real texts, to be read: `python -m pipelines.training.worst SHARED [--of nhs …]`.

Nobody has labelled these texts, so that the model of spans and the dictionary are set against each other:

- frequent: forms that count and that the model believes; ranked by the number of their places
- doubted: forms that count though the model finds them unlikely; ranked by the sum of (1 - likely) over their places
- linked: spans without a form and the concept that they were given; ranked by their number
- unknown: spans to which no concept is near enough; ranked by the sum of their scores
- refused: forms that do not count though the model finds them likely; ranked by the sum of likely

Each line has the rank's figure, the number of places, what was found, its concept or the reason, and three of its
places with the words around them, drawn by the hash of their record.
"""

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from pipelines.skills import Tagger
from pipelines.training.postings import Posting, postings, sources
from warehouse.records import SkillMention
from warehouse.taxonomy import find_taxonomies

KINDS = ("frequent", "doubted", "linked", "unknown", "refused")
UNLIKELY, LIKELY = 0.35, 0.5
SHOWN, AROUND = 3, 90
_TAG = re.compile(r"<[^>]*>?|&lt;.*?&gt;|&\w+;|\s+")


class Suspect(NamedTuple):
    """A place that is likely wrong: which kind of error, how much it weighs, and the words around it."""

    kind: str
    found: str
    what: str
    weight: float
    hash: str
    around: str


@cache
def tagger() -> Tagger:
    """The tagger over the taxonomies at hand."""
    return Tagger.load(*find_taxonomies())


def suspects(given: list[Posting]) -> list[Suspect]:
    """What is likely wrong in some postings."""
    return [suspect for posting in given for suspect in _suspects(posting)]


def _suspects(posting: Posting) -> Iterator[Suspect]:
    tags = tagger().tag(posting.text, "demand", explain=True)

    def suspect(kind: str, mention: SkillMention, what: str | None, weight: float) -> Suspect:
        before, after = (
            posting.text[max(mention.start - AROUND, 0) : mention.start],
            posting.text[mention.end :][:AROUND],
        )
        around = f"{_plain(before)}[{_plain(mention.matched_text)}]{_plain(after)}"
        digest = blake2b(f"{posting.record} {mention.start}".encode(), digest_size=8).hexdigest()
        return Suspect(kind, _plain(mention.matched_text).casefold().strip(), what or "", weight, digest, around)

    for mention, because in zip(tags.skills, tags.because, strict=True):
        likely = 1 if because.likely is None else because.likely
        if mention.method == "exact" and likely < UNLIKELY:
            yield suspect("doubted", mention, mention.preferred_label, 1 - likely)
        elif mention.method == "exact":
            yield suspect("frequent", mention, mention.preferred_label, 1)
        elif mention.method == "linked":
            yield suspect("linked", mention, mention.preferred_label, 1)
        elif mention.method == "span":
            yield suspect("unknown", mention, mention.skill_type, mention.score)
    for ignored in tags.ignored:
        likely = ignored.because.likely or 0
        if isinstance(ignored.mention, SkillMention) and likely >= LIKELY:
            yield suspect("refused", ignored.mention, f"{ignored.mention.preferred_label}: {ignored.why}", likely)


def _plain(markup: str) -> str:
    return _TAG.sub(" ", markup)


def ranked(found: Iterable[Suspect], most: int) -> Iterator[str]:
    """The lines, by kind, the heaviest first."""
    grouped: defaultdict[tuple[str, str, str], list[Suspect]] = defaultdict(list)
    for suspect in found:
        grouped[suspect[:3]].append(suspect)
    for kind in KINDS:
        weighed = ((sum(each.weight for each in places), key) for key, places in grouped.items() if key[0] == kind)
        for weight, key in sorted(weighed, key=lambda pair: (-pair[0], pair[1]))[:most]:
            places = grouped[key]
            shown = sorted({each.around: each.hash for each in places}.items(), key=lambda pair: pair[1])[:SHOWN]
            lines = (f"    {' '.join(around.split())}" for around, _ in shown)
            yield "\n".join([f"{kind}\t{weight:.1f}\t{len(places)}\t{key[1]}\t{key[2]}", *lines])


def main() -> None:
    """Print what is likely wrong in the postings of some sources, read in two processes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder of the shared data")
    parser.add_argument("--of", nargs="+", default=["nhs", "hacker news"], help="the sources")
    parser.add_argument("--most", type=int, default=100, help="lines of each kind")
    parser.add_argument("--every", type=int, default=1, help="read every such posting")
    given = parser.parse_args()
    files = [given.shared / file for name, some in sources(given.shared).items() if name in given.of for file in some]
    chosen = [posting for file in files for posting in postings(file)][:: given.every]
    parts = [chosen[begin : begin + 50] for begin in range(0, len(chosen), 50)]
    with ProcessPoolExecutor(2) as processes:
        found = [suspect for part in processes.map(suspects, parts) for suspect in part]
    sys.stdout.write(
        f"{len(chosen):,} postings, {len(found):,} suspects\n" + "\n".join(ranked(found, given.most)) + "\n"
    )


if __name__ == "__main__":
    main()

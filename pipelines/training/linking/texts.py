"""The texts that words learn linking from, and what the sentence model makes of them.

Besides the pairs whose concept is known (`pairs`): parts and sentences of the shared postings and courses, whose
concepts the sentence model alone says. Records that hold a sentence labelled by hand are left out.
"""

import csv
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipelines.language import language
from pipelines.linking.chunks import chunks, words
from pipelines.linking.sentences import SentenceModel
from pipelines.training.linking.gold import records, split

READ = (
    "postings/nhs-jobs-2020-10.jsonl.gz",
    "postings/cyber-job-radar/jobs.json.gz",
    "postings/tech-salary-radar/eval__skills_eval.jsonl",
    *(
        f"postings/hn-who-is-hiring/{month}.json.gz"
        for month in ("2013-10", "2014-05", "2014-11", "2015-03", "2015-09")
    ),
    "catalogues/coursera-vikas/coursera_courses.csv.gz",
    "catalogues/edx-975/edx_courses.csv.gz",
)
RECORDS, PARTS, SHARE = 1_200, 45_000, 0.02  # of a file; of all; of sentences that are taken whole
_LEAST, _MOST = 2, 14  # words of a part


class Unlabelled(NamedTuple):
    """Parts of sentences and sentences, and in how many sentences each word was seen."""

    texts: list[str]
    words: Counter[str]


def unlabelled(data: Path, gold: Path) -> Unlabelled:
    """What the shared `data` holds in English, but for the records of the labelled sentences in `gold`."""
    with gold.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        labelled = {(row["file"], row["record"]) for row in lines}
    draw, seen, parts, whole = random.Random(0), Counter[str](), set[str](), list[str]()  # noqa: S311 - a sample
    for name in READ:
        given = [text for record, text in records(data, name) if (name, record) not in labelled]
        draw.shuffle(given)
        for sentence in (each for text in given[:RECORDS] for each in split(text)):
            if language(sentence) in {"en", None}:
                seen.update(set(words(sentence)))
                parts.update(part for part in chunks(sentence)[1:] if _LEAST <= len(part.split()) <= _MOST)
                if draw.random() < SHARE:
                    whole.append(sentence)
    drawn = sorted(parts)
    draw.shuffle(drawn)
    return Unlabelled(drawn[:PARTS] + whole, seen)


def read_by(model: SentenceModel, texts: Iterable[str], kept: Path | None) -> dict[str, NDArray[np.float16]]:
    """The sentence model's vector of each text; `kept` is a folder where they lie for the next time."""
    wanted, known = sorted(set(texts)), _kept(kept)
    new: Sequence[str] = [text for text in wanted if text not in known]
    known |= dict(zip(new, model.raw(new).astype(np.float16), strict=True)) if new else {}
    if kept is not None and new:
        names = sorted(known)
        kept.mkdir(parents=True, exist_ok=True)
        listed = np.frombuffer("\0".join(names).encode("utf-8"), np.uint8)
        np.savez(kept / "read.npz", texts=listed, vectors=np.stack([known[name] for name in names]))
    return {text: known[text] for text in wanted}


def _kept(folder: Path | None) -> dict[str, NDArray[np.float16]]:
    if folder is None or not (folder / "read.npz").exists():
        return {}
    with np.load(folder / "read.npz") as held:
        return dict(zip(held["texts"].tobytes().decode("utf-8").split("\0"), held["vectors"], strict=True))

"""Cleaning and the search for duplicates, in records a second on one core, step by step beside the obvious baselines.

    python benchmarks/clean.py [--records FILE.jsonl] [--postings N]

FILE has one of our records a line; without it N postings of about 4 kB of HTML are written, half of them entity-escaped
and a fifth copies of others. Times are of the process, the best of three rounds; memory is the peak of the whole run.
"""

import argparse
import json
import random
import resource
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from bs4 import BeautifulSoup
from price_parser import Price
from selectolax.lexbor import LexborHTMLParser

from pipelines.cleaning import clean
from pipelines.duplicates.vacancies import cluster, signature
from pipelines.education import education_level
from pipelines.experience import experience_months
from pipelines.language import language
from pipelines.mojibake import is_misread
from pipelines.organizations import organization_key
from pipelines.pay import pay, pay_in_description
from pipelines.places import place
from pipelines.seniority import seniority
from pipelines.terms import terms
from pipelines.text import visible
from warehouse.privacy import without_contacts
from warehouse.records import JobPosting, record_from

ROUNDS = 3
TOWNS = ("Leeds, UK", "Austin, TX", "Remote - US", "München", "Toronto, ON", "Paris, France", "Bengaluru, India")
TITLES = ("Senior Nurse", "Data Analyst", "Lead Driver (m/w/d)", "Junior Developer", "Head of Care", "Welder II")
SENTENCES = (
    "You have 3+ years of experience and a Bachelor&#39;s degree or equivalent.",
    "The <b>salary</b> is $80,000 &ndash; $95,000 a year, depending on experience.",
    "We work in small teams, <em>listen to each other</em> and plan our week together.",
    "Our customers are hospitals &amp; schools in the region, and some have been with us for long.",
    "You answer for the quality of what you deliver, and explain it to those who use it.",
)


def written(count: int) -> list[JobPosting]:
    """Postings of about 4 kB, the same at every call."""
    chance, postings = random.Random(1), list[JobPosting]()
    words = [f"{a}{b}{c}" for a in "bdfgklmn" for b in "aeiou" for c in ("ra", "ten", "sol", "ver", "ling")]
    for i in range(count):
        if postings and chance.random() < 0.2:
            postings.append(chance.choice(postings).model_copy(update={"identifier": str(i)}))
            continue
        lines = [chance.choice(SENTENCES) + " " + " ".join(chance.choices(words, k=18)) for _ in range(20)]
        html = "".join(f"<p>{line}</p>\n" if n % 3 else f"<ul><li>{line}</li></ul>\n" for n, line in enumerate(lines))
        postings.append(
            JobPosting(
                source="benchmark",
                identifier=str(i),
                title=chance.choice(TITLES),
                description=escape(html) if i % 2 else html,
                hiring_organization=f"Company {chance.randrange(count // 5 + 1)} Ltd",
                job_location=chance.choice(TOWNS),
                base_salary="£24,907 - £30,615 pa",
            )
        )
    return postings


def timed(name: str, step: Callable[[Any], object], inputs: list[Any]) -> None:
    """One line of the table."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = process_time()
        for one in inputs:
            step(one)
        best = min(best, (process_time() - began) / len(inputs))
    print(f"{name:<44}{1 / best:>12,.0f} /s{best * 1e6:>10.1f} µs")


def table(postings: list[JobPosting]) -> None:
    """Every step on the same postings."""
    raw = [posting.description or "" for posting in postings]
    texts = [visible(description).text for description in raw]
    cleaned = [clean(posting) for posting in postings]
    size = sum(map(len, raw)) / len(raw)
    print(f"{len(postings):,} postings, {size:,.0f} characters of description on average\n")
    timed("clean, all of it", clean, postings)
    timed("visible text, with offsets", visible, raw)
    timed("  BeautifulSoup(lxml).get_text", lambda html: BeautifulSoup(html, "lxml").get_text("\n"), raw[:300])
    timed("  selectolax text, no offsets", lambda html: LexborHTMLParser(html).text(), raw)
    timed("language", language, texts)
    timed("contacts of persons", without_contacts, texts)
    timed("pay of the salary field", lambda posting: pay(posting.base_salary), postings)
    timed("  price-parser, one amount", lambda posting: Price.fromstring(posting.base_salary), postings)
    timed("pay of the description", pay_in_description, texts)
    timed("place", lambda posting: place(posting.job_location), postings)
    timed("seniority", lambda posting: seniority(posting.title), postings)
    timed("experience", experience_months, texts)
    timed("education", education_level, texts)
    timed("employment type and remote", lambda text: terms("Nurse", text), texts)
    timed("wrong encoding, sought", is_misread, texts)
    timed("organisation", lambda posting: organization_key(posting.hiring_organization), postings)
    timed("signature for duplicates", signature, cleaned)
    clustered(cleaned)


def clustered(cleaned: list[JobPosting]) -> None:
    import pandas as pd

    unseen = {"first_seen": pd.NaT, "last_seen": pd.NaT}
    rows = [posting.model_dump() | signature(posting)._asdict() | unseen for posting in cleaned]
    frame = pd.DataFrame(rows)
    began = perf_counter()
    vacancies = cluster(frame).nunique()
    seconds = perf_counter() - began
    print(
        f"{'duplicates, all of them':<44}{len(rows) / seconds:>12,.0f} /s   {seconds:.1f} s → {vacancies:,} vacancies"
    )


def read(lines: Iterable[str]) -> list[JobPosting]:
    """The postings of a file of our records."""
    records = (record_from(json.loads(line)) for line in lines if line.strip())
    return [record for record in records if isinstance(record, JobPosting)]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--records", type=Path)
    options.add_argument("--postings", type=int, default=5_000)
    chosen = options.parse_args()
    table(read(chosen.records.read_text().splitlines()) if chosen.records else written(chosen.postings))
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()

"""Every platform and odd source against answers written for it, with what they must become.

A case is `tests/spiders/<platform or source>/<case>_synthetic.{json,html,xml}` beside `<case>_synthetic.golden.json`:
records as lines, rejects, and the addresses to follow. A golden is never written by a test. Print one, read it, then
keep it:

    python tests/spiders/test_platforms.py tests/spiders/lever/board_synthetic.json
"""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from spiders.catalogue import named, platforms, sources
from spiders.source_spider import Page, Reject, SourceSpider

HERE = Path(__file__).parent
CASES = sorted(
    p for p in HERE.glob("*/*_synthetic.*") if p.suffix in {".json", ".html", ".xml"} and ".golden" not in p.name
)
OWN = {name for name, cls in sources(sample=False).items() if cls.__module__ != "spiders.catalogue"}


def spider_for(folder: str) -> SourceSpider:
    if folder in OWN:
        return named(folder)()
    stated = {"name": "case", "board": "course" if folder == "schema_org" else "acme", "host": f"{folder}.test"}
    return type("Case", (platforms()[folder],), stated)()


def outcome(case: Path) -> dict[str, Any]:
    spider = spider_for(case.parent.name)
    page = Page(f"https://{case.parent.name}.test/page/{case.stem}?skip=0", case.read_bytes())
    read = list(spider.read(page))
    rejects = [{"reason": r.reason, "pointer": r.pointer} for r in read if isinstance(r, Reject)]
    records = [r.line() for r in read if not isinstance(r, Reject)]
    return {"records": records, "rejects": rejects, "links": list(spider.links(page))}


@pytest.mark.parametrize("case", CASES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_an_answer_becomes_its_golden_records(case: Path) -> None:
    golden = case.with_suffix(".golden.json")
    assert golden.exists(), (
        f"no {golden.name}: run python {Path(__file__).name} {case.name}, read what it prints, keep it"
    )
    assert outcome(case) == json.loads(golden.read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", sorted({*platforms(), *OWN}))
def test_every_platform_and_odd_source_has_a_case_with_a_broken_block_between_good_ones(folder: str) -> None:
    outcomes = [
        list(spider_for(folder).read(Page("https://x.test/", case.read_bytes())))
        for case in CASES
        if case.parent.name == folder
    ]
    kinds = ["reject" if isinstance(each, Reject) else "record" for each in max(outcomes, key=len, default=[])]
    assert "reject" in kinds[1:-1], f"{folder} has no case with a broken block between two good ones"
    assert kinds[0] == "record"
    assert "record" in kinds[kinds.index("reject") :]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(outcome(Path(sys.argv[1])), indent=1, ensure_ascii=False) + "\n")

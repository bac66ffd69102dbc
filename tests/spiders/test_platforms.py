"""Every platform and odd source against answers: written for it, and captured on the wire, with what they must become.

`tests/spiders/<platform or source>/<case>_synthetic.{json,html,xml}` is written by us; beside it lies
`<case>_synthetic.golden.json`: the records as lines, the rejects, the addresses to follow, the total stated.
`tests/spiders/<platform or source>/captured.json` names real answers, read in place from the shared data, with counts,
a digest of everything they become, and the first record without its text. `page` in either gives the answer's address
(and what was posted for it). Goldens are never written by a test. Print them, read them, then keep them:

    python tests/spiders/test_platforms.py tests/spiders/lever/board_synthetic.json
    python tests/spiders/test_platforms.py --captured lever jobs/work-scrapper/lever.json
"""

import inspect
import json
import os
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from spiders.catalogue import platforms, sources
from spiders.source_spider import ASKED, Ask, Page, Reject, SourceSpider

HERE = Path(__file__).parent
CASES = sorted(
    p for p in HERE.glob("*/*_synthetic.*") if p.suffix in {".json", ".html", ".xml"} and ".golden" not in p.name
)
CAPTURED = {p.parent.name: json.loads(p.read_text(encoding="utf-8")) for p in sorted(HERE.glob("*/captured.json"))}
OWN = {
    cls.__module__.rpartition(".")[2]: name
    for name, cls in sources(sample=False).items()
    if cls.__module__ != "spiders.catalogue"
}  # the odd sources, by their file
KINDS = {**platforms(), **{stem: sources()[name] for stem, name in OWN.items()}}
NOT_CRAWLED = {stem for stem, cls in KINDS.items() if cls.basis == "off"}


def spider_for(folder: str) -> SourceSpider:
    """The spider that a folder of cases belongs to; a platform's has a board called acme."""
    cls = KINDS[folder]
    if folder in OWN:
        return cls()
    stated = {"name": "case", "board": "course" if folder == "schema_org" else "acme", "host": f"{folder}.test"}
    return type("Case", (cls,), stated)()


def page_of(folder: str, stem: str, body: bytes, stated: dict[str, Any]) -> Page:
    headers = {ASKED: json.dumps(stated["asked"])} if "asked" in stated else {}
    return Page(stated.get("url", f"https://{folder}.test/page/{stem}?skip=0"), body, 200, headers)


def outcome(folder: str, page: Page) -> dict[str, Any]:
    """All that an answer becomes, as JSON."""
    spider = spider_for(folder)
    read = list(spider.read(page))
    links = [link if isinstance(link, str) else _stated(link) for link in spider.links(page)]
    found = {
        "records": [r.line() for r in read if not isinstance(r, Reject)],
        "rejects": [{"reason": r.reason, "pointer": r.pointer} for r in read if isinstance(r, Reject)],
        "links": links,
    }
    total, listing = spider.expected(page), not spider.holds_records(page)
    return found | ({} if total is None else {"expected": total}) | ({"listing": True} if listing else {})


def _stated(ask: Ask) -> dict[str, Any]:
    return {name: value for name, value in vars(ask).items() if value}


def case_outcome(case: Path) -> dict[str, Any]:
    golden = case.with_suffix(".golden.json")
    kept = json.loads(golden.read_text(encoding="utf-8")) if golden.exists() else {}
    stated = {"page": kept["page"]} if "page" in kept else {}
    page = page_of(case.parent.name, case.stem, case.read_bytes(), kept.get("page", {}))
    return stated | outcome(case.parent.name, page)


def captured_body(shared: Path, path: str) -> bytes:
    """A captured answer; after `#` the way to it in a recording of several, key by key."""
    file, _, keys = path.partition("#")
    body = (shared / "captures" / file).read_bytes()
    if not keys:
        return body
    part = json.loads(body)
    for key in keys.split("/"):
        part = part[int(key) if isinstance(part, list) else key]
    return json.dumps(part).encode()


def captured_outcome(folder: str, body: bytes, stated: dict[str, Any]) -> dict[str, Any]:
    found = outcome(folder, page_of(folder, "captured", body, stated.get("page", {})))
    digest = sha256(json.dumps(found, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]
    first = {k: v for k, v in next(iter(found["records"]), {}).items() if k not in {"description", "teaches"}}
    counts = {"records": len(found["records"]), "rejects": len(found["rejects"]), "links": len(found["links"])}
    page = {"page": stated["page"]} if "page" in stated else {}
    return page | counts | {"digest": digest, "first": first}


@pytest.mark.parametrize("case", CASES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_an_answer_becomes_its_golden_records(case: Path) -> None:
    golden = case.with_suffix(".golden.json")
    assert golden.exists(), (
        f"no {golden.name}: run python {Path(__file__).name} {case.name}, read what it prints, keep it"
    )
    assert case_outcome(case) == json.loads(golden.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("folder", "path"), [(folder, path) for folder, kept in CAPTURED.items() for path in kept])
def test_a_captured_answer_becomes_what_was_read_by_eye(shared: Path, folder: str, path: str) -> None:
    kept = CAPTURED[folder][path]
    assert captured_outcome(folder, captured_body(shared, path), kept) == kept


@pytest.mark.parametrize("folder", sorted(KINDS.keys() - NOT_CRAWLED))
def test_every_platform_and_odd_source_has_a_case_with_a_broken_block_between_good_ones(folder: str) -> None:
    outcomes = [
        ["record" if "kind" in each else "reject" for each in _in_order(case)]
        for case in CASES
        if case.parent.name == folder
    ]
    kinds = max(outcomes, key=lambda kinds: (len(set(kinds)), len(kinds)), default=[])
    assert "reject" in kinds[1:-1], f"{folder} has no case with a broken block between two good ones"
    assert kinds[0] == "record"
    assert "record" in kinds[kinds.index("reject") :]


def _in_order(case: Path) -> list[dict[str, Any]]:
    golden = case.with_suffix(".golden.json")
    kept = json.loads(golden.read_text(encoding="utf-8")) if golden.exists() else {}
    page = page_of(case.parent.name, case.stem, case.read_bytes(), kept.get("page", {}))
    return [vars(r) if isinstance(r, Reject) else r.line() for r in spider_for(case.parent.name).read(page)]


@pytest.mark.parametrize("folder", sorted(KINDS))
def test_a_basis_says_what_it_rests_on(folder: str) -> None:
    cls = KINDS[folder]
    assert cls.basis in {"captured", "documented", "contested", "off"}
    if cls.basis == "captured":
        assert any(kept["records"] for kept in CAPTURED.get(folder, {}).values()), "no real answer is read"
    if cls.basis == "off":
        assert cls.off, "a source that is off says why"


@pytest.mark.parametrize("folder", sorted(KINDS))
def test_a_platform_and_a_source_stay_small(folder: str) -> None:
    module = KINDS[folder].__module__
    classes = [cls for cls in (*platforms().values(), *sources().values()) if cls.__module__ == module]
    assert len(inspect.getsource(sys.modules[module]).splitlines()) <= 60 * len(classes)


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"{}", b"<html>Just a moment...</html>", b'{"jobs": null}', b"[" * 100_000]
)
@pytest.mark.parametrize("folder", sorted(KINDS.keys() - NOT_CRAWLED))
def test_an_answer_without_a_readable_record_is_one_reject(folder: str, body: bytes) -> None:
    assert [type(r) for r in spider_for(folder).read(Page("https://x.test/", body))] == [Reject]


def main(arguments: list[str]) -> None:
    if arguments[0] == "--captured":
        shared, folder = Path(os.environ.get("CREDSCOPE_SHARED", HERE.parents[2] / "shared" / "data")), arguments[1]
        kept = CAPTURED.get(folder, {})
        printed: Any = {
            path: captured_outcome(folder, captured_body(shared, path), kept.get(path, {}))
            for path in arguments[2:] or kept
        }
    else:
        printed = case_outcome(Path(arguments[0]))
    sys.stdout.write(json.dumps(printed, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])

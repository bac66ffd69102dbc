"""Every platform and odd source against answers written for it, with what they must become.

A case is `tests/spiders/<platform or source>/<case>_synthetic.{json,html,xml}` beside `<case>_synthetic.golden.json`:
records as lines, rejects, and the addresses to follow. A golden is never written by a test. Print one, read it, then
keep it:

    python tests/spiders/test_platforms.py tests/spiders/lever/board_synthetic.json
"""

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from scrapy.http import TextResponse

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


def read_capture(platform: str, body: bytes) -> list[Any]:
    """The outcomes of a captured answer; a list of shelves (`{"boards": {…}}`) is a mock server's, not the wire's."""
    return list(spider_for(platform).read(Page("https://captured.test/page", body)))


def captured(shared: Path, platform: str, path: str) -> list[Any]:
    return read_capture(platform, (shared / "captures" / path).read_bytes())


@pytest.mark.parametrize(
    ("platform", "path", "records", "rejects"),
    [
        ("greenhouse", "jobs/aws-job-streamer/greenhouse_jobs.json", 4, 0),
        ("greenhouse", "jobs/careerkit-ats/greenhouse.json", 2, 0),
        ("greenhouse", "jobs/medtech/inspire_greenhouse.json", 3, 0),
        ("greenhouse", "jobs/work-scrapper/greenhouse.json", 2, 0),
        ("lever", "jobs/aws-job-streamer/lever_postings.json", 4, 0),
        ("lever", "jobs/careerkit-ats/lever.json", 2, 0),
        ("lever", "jobs/medtech/penumbra_lever.json", 5, 0),
        ("lever", "jobs/work-scrapper/lever.json", 3, 0),
        ("ashby", "jobs/aws-job-streamer/ashby_jobs.json", 4, 0),
        ("ashby", "jobs/careerkit-ats/ashby.json", 2, 0),
        ("open_edx", "catalogues/mit-learn/test_mitx_course.json", 2, 0),
        ("open_edx", "catalogues/mit-learn/test_oll_courses.json", 1, 0),
        ("open_edx", "catalogues/mit-learn/test_mitx_programs.json", 2, 1),  # one programme is retired
        ("open_edx", "catalogues/mit-learn/mitxonline_courses.json", 3, 0),
        ("open_edx", "catalogues/mit-learn/mitxonline_programs.json", 2, 0),
        ("open_edx", "catalogues/mit-learn/xpro_courses.json", 2, 0),
        ("open_edx", "catalogues/mit-learn/xpro_programs.json", 2, 0),
        ("ctdl", "catalogues/ctdl-registry-app/credential.json", 1, 0),
        ("ctdl", "catalogues/ctdl-registry-app/learning_opportunity_profile.json", 10, 0),
        ("ctdl", "catalogues/ctdl-registry-examples/LearningProgram__1__LearningProgram-1-graph.json", 4, 0),
        (
            "ctdl",
            "catalogues/ctdl-schema-development/CourseProgramExamples__programWithCourses.json",
            5,
            1,
        ),  # deprecated
        ("ctdl", "catalogues/ctdl-schema-development/Code-Samples__lifeCycleExample.json", 0, 2),  # both have ended
        ("ctdl", "catalogues/ctdl-schema-development/Rubrics__Examples__Moodle.json", 0, 1),  # no offer in it
        ("schema_org", "catalogues/tess/sib_course.json", 1, 0),
        ("schema_org", "catalogues/tess/nbis-course-instances.json", 29, 0),  # three more have no type
        ("schema_org", "catalogues/hoou/hoou-online-punkteabfrage.html", 0, 1),  # a CreativeWork, not a course
        ("schema_org", "catalogues/tess/galaxy-intro-101.html", 0, 1),  # a LearningResource, not a course
    ],
)
def test_a_captured_answer_gives_its_records(
    shared: Path, platform: str, path: str, records: int, rejects: int
) -> None:
    read = captured(shared, platform, path)
    assert (sum(not isinstance(r, Reject) for r in read), sum(isinstance(r, Reject) for r in read)) == (
        records,
        rejects,
    )


def test_every_open_badge_is_read_without_its_earner(shared: Path) -> None:
    files = sorted((shared / "captures/catalogues/open-badges-3").glob("*.json"))
    badges = [badge for file in files for badge in read_capture("open_badges", file.read_bytes())]
    assert len(badges) == len(files) == 15
    assert all("/students/" not in json.dumps(badge.line()) for badge in badges)
    assert sum(badge.credential_type == "micro-credential" for badge in badges) == 3
    assert {badge.level for badge in badges} == {None, "EQF level 3", "EQF level 4", "EQF level 5"}
    assert sum(badge.credit_unit == "ECTS" for badge in badges) == 5


def test_every_captured_nhs_posting_is_read(shared: Path) -> None:
    files = sorted((shared / "captures/jobs/nhs-jobposting").glob("*.json"))
    postings = [posting for file in files for posting in read_capture("schema_org", file.read_bytes())]
    assert len(postings) == len(files) == 50
    assert all(p.country == "GB" and p.hiring_organization and p.date_posted and p.valid_through for p in postings)
    assert all("&lt;" not in p.description for p in postings)


@pytest.mark.parametrize(
    ("platform", "path", "number", "stated"),
    [
        (
            "greenhouse",
            "jobs/aws-job-streamer/greenhouse_jobs.json",
            0,
            {
                "identifier": "5311686008",
                "title": "Country Lead, Data Center Security",
                "hiring_organization": "Anthropic",
                "job_location": "Sydney, Australia",
                "remote": True,
                "date_posted": "2026-07-10",
                "occupation": "Security",
            },
        ),
        (
            "lever",
            "jobs/aws-job-streamer/lever_postings.json",
            3,
            {
                "identifier": "08d82da1-0c72-44d1-91eb-7fa22dee3d39",
                "title": "Analytics Engineer II",
                "job_location": "Stockholm; London",
                "country": "SE",
                "remote": False,
                "employment_type": "Permanent",
            },
        ),
        (
            "ashby",
            "jobs/careerkit-ats/ashby.json",
            1,
            {
                "title": "Senior Site Reliability Engineer",
                "job_location": "Toronto, Ontario, Canada",
                "pay_low": 102_800,
                "pay_high": 137_000,
                "pay_unit": "year",
                "pay_currency": "CAD",
            },
        ),
        (
            "open_edx",
            "catalogues/mit-learn/test_mitx_course.json",
            0,
            {
                "identifier": "MITx+15.071x",
                "offered_by": "Massachusetts Institute of Technology",
                "level": "Intermediate",
                "pacing": "cohort",
                "duration_weeks": 13,
                "pace_hours_per_week": 12.5,
                "price": 150,
                "price_currency": "USD",
                "enrolled_count": 90_600,
                "instructors": ["Dimitris Bertsimas", "Allison O'Hair"],
            },
        ),
        (
            "ctdl",
            "catalogues/ctdl-registry-examples/LearningProgram__1__LearningProgram-1-graph.json",
            0,
            {
                "identifier": "ce-23b0e606-545c-4383-8630-f97ec3b190fa",
                "name": "Lifelong Learning Accelerator",
                "delivery_mode": "hybrid",
                "time_required": "P9M",
                "price": 4485,
                "price_currency": "USD",
                "url": "https://example.com",
            },
        ),
        (
            "schema_org",
            "catalogues/tess/sib_course.json",
            0,
            {
                "name": "First steps with R in Life Sciences",
                "offered_by": "SIB Swiss Institute of Bioinformatics",
                "level": "Beginner",
                "delivery_mode": "in person",
                "price": 120,
                "price_currency": "CHF",
                "start_date": "2022-06-08",
            },
        ),
    ],
)
def test_a_captured_record_says_what_was_read_by_eye(
    shared: Path, platform: str, path: str, number: int, stated: dict[str, Any]
) -> None:
    line = captured(shared, platform, path)[number].line()
    assert {name: line.get(name) for name in stated} == stated


def test_lever_follows_full_pages_only_and_an_empty_one_after_them_is_no_fault() -> None:
    case = json.loads((HERE / "lever/board_synthetic.json").read_bytes())[0]
    spider = spider_for("lever")
    assert spider.start_urls == [
        "https://lever.test/v0/postings/acme?mode=json&skip=0&limit=100".replace("https", "http")
    ]
    full = Page(spider.start_urls[0], json.dumps([case] * 100).encode())
    assert [url.partition("?")[2] for url in spider.links(full)] == ["mode=json&skip=100&limit=100"]
    assert list(spider.links(Page(full.url, json.dumps([case] * 99).encode()))) == []
    assert list(spider.read(Page(full.url.replace("skip=0", "skip=100"), b"[]"))) == []
    assert [type(r) for r in spider.read(Page(full.url, b"[]"))] == [Reject]


SITEMAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://s.test/course/1</loc></url></urlset>'
)
INDEX = "<sitemapindex><sitemap><loc>/courses.xml.gz</loc></sitemap></sitemapindex>"


@pytest.mark.parametrize(
    ("url", "body", "links"),
    [
        (
            "https://s.test/robots.txt",
            b"User-agent: *\nSitemap: /maps/a.xml\nsitemap: https://s.test/b.xml.gz",
            ["/maps/a.xml", "https://s.test/b.xml.gz"],
        ),
        ("https://s.test/robots.txt", b"", ["/sitemap.xml"]),
        ("https://s.test/sitemap.xml", SITEMAP.encode(), ["https://s.test/course/1"]),
        ("https://s.test/sitemap.xml", b"\xef\xbb\xbf\n" + SITEMAP.encode(), ["https://s.test/course/1"]),
        ("https://s.test/sitemap.xml.gz", gzip.compress(SITEMAP.encode()), ["https://s.test/course/1"]),
        ("https://s.test/index", INDEX.encode(), ["/courses.xml.gz"]),
        ("https://s.test/sitemap.xml", SITEMAP.replace("course", "about").encode(), []),
        (
            "https://s.test/sitemap.xml",
            b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><urlset><url><loc>&e;/course/</loc></url></urlset>',
            [],
        ),
    ],
)
def test_robots_files_and_sitemaps_lead_to_pages_and_hold_no_record(url: str, body: bytes, links: list[str]) -> None:
    spider, page = spider_for("schema_org"), Page(url, body)
    assert list(spider.links(page)) == links
    assert list(spider.read(page)) == []


@pytest.mark.parametrize("body", [SITEMAP.encode()[:-20], gzip.compress(SITEMAP.encode())[:60]])
def test_a_torn_sitemap_is_a_reject_since_it_hides_what_it_should_list(body: bytes) -> None:
    response = TextResponse("https://s.test/sitemap.xml", body=body)
    assert [type(out) for out in spider_for("schema_org").parse(response)] == [Reject]


def test_a_captured_sitemap_lists_its_pages(shared: Path) -> None:
    page = Page("https://s.test/sitemap.xml", (shared / "captures/catalogues/tess/sitemap.xml").read_bytes())
    found = list(type("All", (platforms()["schema_org"],), {"name": "all"})().links(page))
    assert (len(found), found[3]) == (6, "https://training.galaxyproject.org/page-with-no-bioschemas")


def test_a_european_board_is_asked_where_its_row_says() -> None:
    assert named("quantinuum")().start_urls == [
        "https://api.eu.lever.co/v0/postings/quantinuum?mode=json&skip=0&limit=100"
    ]


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"{}", b"<html>Just a moment...</html>", b'{"jobs": null}', b"[" * 100_000]
)
@pytest.mark.parametrize("platform", sorted(platforms()))
def test_an_answer_without_a_readable_record_is_one_reject(platform: str, body: bytes) -> None:
    assert [type(r) for r in spider_for(platform).read(Page("https://x.test/", body))] == [Reject]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(outcome(Path(sys.argv[1])), indent=1, ensure_ascii=False) + "\n")

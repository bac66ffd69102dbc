import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from reports.render import PAGES as WAY

PICTURED = ["index", "skills", "credentials", "saturation", "providers", "source_health"]
PAGES = [name for name, _question in WAY]


class Visit:
    """A page opened by a reader, with all it asked for and complained about."""

    def __init__(self, browser: Any, width: int = 1440, scheme: str = "light") -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def open(self, url: str) -> Any:
        self.page.goto(url)
        expect(self.page.locator(".chart svg")).to_have_count(self.page.locator(".chart").count())
        return self.page


@pytest.fixture()
def visit(browser: Any) -> Iterator[Visit]:
    visit = Visit(browser)
    yield visit
    visit.context.close()


@pytest.fixture()
def phone(browser: Any) -> Iterator[Visit]:
    visit = Visit(browser, 390, "dark")
    yield visit
    visit.context.close()


def evidence(folder: Path, kind: str) -> str:
    return f"evidence/{sorted(folder.glob(f'evidence/{kind}-*.html'))[0].stem}"


@pytest.mark.parametrize("which", ["report", "hostile_report", "empty_report"])
def test_every_page_opens_from_disk_in_peace(which: str, visit: Visit, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(which)
    kinds = [] if which == "empty_report" else ["skill", "credential", "provider"]
    for name in [*PAGES, *(evidence(folder, kind) for kind in kinds)]:
        page = visit.open(f"{folder.as_uri()}/{name}.html")
        assert page.evaluate("window.pwned") is None
    assert visit.complaints == []
    assert [url for url in visit.requests if not url.startswith((folder.as_uri(), "data:"))] == []


def test_it_opens_the_same_from_a_web_server(report: Path, visit: Visit) -> None:
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(report))
    handler.log_message = lambda *_: None  # type: ignore[attr-defined]
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = visit.open(f"http://127.0.0.1:{server.server_port}/saturation.html")
        assert page.locator(".chart svg path").count() > 10
        server.shutdown()
    assert visit.complaints == []


@pytest.mark.parametrize("name", PICTURED)
def test_pictures_show_marks(report: Path, visit: Visit, name: str) -> None:
    page = visit.open(f"{report.as_uri()}/{name}.html")
    for figure in page.locator("figure").all():
        marks = figure.locator(".mark-symbol path, .mark-rect path, .mark-line path")
        assert marks.count() >= 2
        box = figure.locator("svg").bounding_box()
        assert box["width"] > 300
        assert box["height"] > 60


def test_a_mark_leads_to_its_evidence(report: Path, visit: Visit) -> None:
    page = visit.open(f"{report.as_uri()}/saturation.html")
    page.locator("#market-map .mark-symbol path").last.click()
    page.wait_for_url("**/evidence/skill-*.html")
    assert page.locator(".records li").count() >= 1


def test_hovering_tells_a_mark_as_text_only(hostile_report: Path, visit: Visit) -> None:
    page = visit.open(f"{hostile_report.as_uri()}/saturation.html")
    page.locator("#market-map .mark-symbol path").last.hover()
    page.wait_for_selector("#vg-tooltip-element.visible")
    assert page.locator("#vg-tooltip-element *").count() == 0
    assert page.evaluate("window.pwned") is None


def names(page: Any, table: str) -> list[str]:
    return [t.strip() for t in page.locator(f"#{table} tbody th").all_text_contents()]


def sort(page: Any, table: str, label: str, turn: str) -> None:
    head = page.locator(f"#{table} thead th", has_text=label).first
    head.locator(".dt-column-order").focus()
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", turn)


def numbers(page: Any, column: int) -> list[int]:
    cells = page.locator(f"#skills tbody tr td:nth-child({column + 1})").all_text_contents()
    return [int(cell.replace(",", "")) for cell in cells]


def test_tables_sort_by_numbers_and_words_and_the_address_remembers(report: Path, visit: Visit) -> None:
    page = visit.open(f"{report.as_uri()}/skills.html")
    given = names(page, "skills")
    sort(page, "skills", "Skill", "ascending")
    collated = page.evaluate("names => names.sort(new Intl.Collator('en').compare)", given)
    assert names(page, "skills") == collated
    column = page.locator("#skills thead th").all_text_contents().index("Vacancies")
    sort(page, "skills", "Vacancies", "descending")
    assert numbers(page, column) == sorted(numbers(page, column), reverse=True)
    sort(page, "skills", "Vacancies", "ascending")
    assert numbers(page, column) == sorted(numbers(page, column))
    colleague = visit.context.new_page()
    colleague.goto(page.url)
    assert names(colleague, "skills") == names(page, "skills")


def test_tables_are_searched_and_the_address_remembers(report: Path, visit: Visit) -> None:
    page = visit.open(f"{report.as_uri()}/skills.html")
    page.locator(".tools").first.get_by_role("searchbox").fill("C++")
    assert names(page, "skills") == ["C++"]
    assert "1 of" in page.locator(".tools output").first.inner_text()
    colleague = visit.context.new_page()
    colleague.goto(page.url)
    assert names(colleague, "skills") == ["C++"]


def test_a_class_is_chosen_in_the_key_for_table_and_map_alike(report: Path, visit: Visit) -> None:
    page = visit.open(f"{report.as_uri()}/saturation.html")
    marks = page.locator("#market-map .mark-symbol path")
    before = marks.count()
    button = page.locator("#market-map .key button", has_text="saturated")
    button.click()
    expect(marks).not_to_have_count(before)
    classes = page.locator("#saturation tbody td:nth-child(2)").all_text_contents()
    assert set(classes) == {"saturated"}
    assert marks.count() == len(classes)
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    expect(marks).to_have_count(before)


@pytest.mark.parametrize("reader", ["visit", "phone"])  # wide and light, narrow and dark
def test_axe_finds_no_violation(report: Path, reader: str, request: pytest.FixtureRequest) -> None:
    visit: Visit = request.getfixturevalue(reader)
    for name in [*PAGES, evidence(report, "skill")]:
        page = visit.open(f"{report.as_uri()}/{name}.html")
        found = Axe().run(page).response["violations"]
        assert not found, [(name, v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found]


def test_a_phone_never_scrolls_the_page_sideways(report: Path, hostile_report: Path, phone: Visit) -> None:
    for folder in (report, hostile_report):
        for name in [*PAGES, evidence(folder, "skill"), evidence(folder, "provider")]:
            page = phone.open(f"{folder.as_uri()}/{name}.html")
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, name


def test_the_keyboard_reaches_the_content_first(report: Path, visit: Visit) -> None:
    page = visit.open(f"{report.as_uri()}/index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_without_scripts_every_figure_is_still_there(report: Path, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{report.as_uri()}/saturation.html")
    assert page.locator("#saturation tbody tr").count() >= 10
    assert page.locator("noscript").first.is_visible()
    context.close()

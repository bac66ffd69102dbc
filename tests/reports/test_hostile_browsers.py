"""Browsers that keep nothing, and words that never end: the page holds."""

from pathlib import Path
from typing import Any

import pytest

from tests.reports.test_in_browser import Visit, evidence

NOTHING_KEPT = """for (const name of ["sessionStorage", "localStorage"])
  Object.defineProperty(window, name, { get() { throw new DOMException("refused", "SecurityError"); } });"""


@pytest.mark.parametrize("name", ["skills", "evidence"])
def test_a_browser_that_keeps_nothing_complains_of_nothing(report: Path, browser: Any, name: str) -> None:
    visit = Visit(browser)
    visit.page.add_init_script(NOTHING_KEPT)
    visit.open(f"{report.as_uri()}/{evidence(report, 'skill') if name == 'evidence' else name}.html")
    visit.open(f"{report.as_uri()}/index.html")
    assert visit.complaints == []
    visit.context.close()


def test_a_word_without_an_end_does_not_widen_a_phone(report: Path, browser: Any) -> None:
    visit = Visit(browser, 390)
    page = visit.open(f"{report.as_uri()}/{evidence(report, 'provider')}.html")
    page.evaluate("document.querySelector('.formulas dd').textContent = 'W'.repeat(1000)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    visit.context.close()

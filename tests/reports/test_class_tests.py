"""Which tests gave a market its class: all of them with their numbers, and in short those that it needed."""

from typing import Any

import pytest

from reports.class_tests import class_tests, decided_by
from tests.reports.test_sentences import ROW


def test_every_test_of_a_class_is_shown_with_its_numbers() -> None:
    found = class_tests(ROW)
    assert [t.holds for t in found] == [True, True, True, False, True, True, None]
    assert found[0].finds == "731 vacancies, 812 employers, 212 offers"
    assert found[1].finds == "1.10 to 1.72"
    assert found[5].finds == "12.3"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "✓ evidence, above, employers"),
        ({"class": "thin", "enough_evidence": False}, "✗ evidence"),
        (
            {"class": "saturated", "gap_below_margin": True},
            "✓ evidence, below, not rising, providers",
        ),
        (
            {"class": "dominated", "gap_below_margin": True, "enough_providers": False},
            "✓ evidence, below, not rising ✗ providers",
        ),
        ({"class": "balanced", "gap_within_margin": True}, "✓ evidence, within"),
        ({"class": "contested", "failed_test": "width"}, "✓ evidence ✗ width"),
        (
            {"class": "contested", "failed_test": "trend", "gap_below_margin": True, "not_rising": False},
            "✓ evidence, below ✗ not rising",
        ),
        (
            {"class": "contested", "failed_test": "employers", "enough_employers": False},
            "✓ evidence, above ✗ employers",
        ),
        ({"class": "contested", "failed_test": None, "gap": None}, "✓ evidence ✗ width"),
    ],
)
def test_in_short_only_the_tests_that_gave_the_class(change: dict[str, Any], said: str) -> None:
    assert decided_by(ROW | {"failed_test": None} | change) == said

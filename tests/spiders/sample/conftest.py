"""The fictional market, drawn once."""

import pytest

from spiders.sample.market import SampleMarket


@pytest.fixture(scope="session")
def market() -> SampleMarket:
    """The market as `survey` collects it."""
    return SampleMarket()


@pytest.fixture(scope="session")
def small() -> SampleMarket:
    """A market of a fifth of the size, in which no source is ever empty."""
    return SampleMarket(scale=0.2, seed=7)

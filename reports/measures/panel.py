"""The matched panel (METHOD §5): which sources and ISO weeks a trend may use, and the vacancies first seen in them."""

from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd

from reports.measures.counting import query

WEEKS = 26
COMPLETENESS = 0.9

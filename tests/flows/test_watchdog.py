"""When a run counts as crashed: not before three of its signs of life have failed to come."""

import subprocess
import sys
from pathlib import Path

from flows.settings import ROOT
from flows.watchdog import SILENCE

ASKED = """
import sys
from flows.serve import prefect_environment
from flows.settings import settings
prefect_environment(settings(sys.argv[1], None, None))
from prefect.settings import get_current_settings
print(get_current_settings().flows.heartbeat_frequency)
"""


def test_a_run_gives_three_signs_of_life_before_it_is_called_crashed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ASKED, str(tmp_path)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert 3 * int(said.stdout) <= SILENCE.total_seconds()

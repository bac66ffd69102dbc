"""Prefect imports a flow by its file's path, with the file's folder first on the path, and hides what goes wrong."""

import sys
from pathlib import Path

import pytest
import yaml
from prefect.flows import load_flow_from_entrypoint

ROOT = Path(__file__).parents[2]
DEPLOYMENTS = yaml.safe_load((ROOT / "prefect.yaml").read_text())["deployments"]


@pytest.mark.parametrize("entrypoint", sorted({d["entrypoint"] for d in DEPLOYMENTS}))
def test_every_deployed_flow_loads_from_its_file_with_described_parameters(entrypoint, monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "path", [str(ROOT / "flows"), *sys.path])
    flow = load_flow_from_entrypoint(entrypoint)
    assert flow.name == entrypoint.rpartition(":")[2]
    assert flow.description
    for name, stated in flow.parameters.properties.items():
        assert stated.get("description"), f"{flow.name}: {name} is not described"


def test_the_deployments_are_those_of_the_contract():
    names = {f"{Path(d['entrypoint'].partition(':')[0]).stem}/{d['name']}" for d in DEPLOYMENTS}
    assert names == {"survey/weekly", "collect/daily", "refresh/on-collect", "publish/weekly"}


def test_no_flow_file_hides_a_package():
    packages = {"warehouse", "spiders", "pipelines", "reports", *(name.lower() for name in sys.stdlib_module_names)}
    assert not packages & {file.stem for file in (ROOT / "flows").glob("*.py")}

"""The automation that ends a flow run whose process was killed: without it the run would stay Running for ever."""

from datetime import timedelta

from prefect.automations import Automation
from prefect.client.schemas.objects import StateType
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import EventTrigger, Posture

from flows.serve import HEARTBEAT

NAME = "A run without a heartbeat has crashed"
SILENCE = timedelta(seconds=3 * HEARTBEAT)
ENDS = ("Completed", "Completed with failures", "Failed", "Cancelled", "Crashed")


async def watch() -> None:
    """Make the automation on the Prefect server that the settings name, once."""
    try:
        await Automation.aread(name=NAME)
    except ValueError:
        beats = EventTrigger(
            after={"prefect.flow-run.heartbeat"},
            expect={"prefect.flow-run.heartbeat", *(f"prefect.flow-run.{end}" for end in ENDS)},
            match={"prefect.resource.id": ["prefect.flow-run.*"]},
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=SILENCE,
        )
        crash = ChangeFlowRunState(state=StateType.CRASHED, message="its process no longer gave a sign of life")
        await Automation(name=NAME, trigger=beats, actions=[crash]).acreate()

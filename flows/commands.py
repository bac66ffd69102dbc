"""What each command of the command line does; the work itself is in `steps`."""

import json
import os
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from flows.progress import at_terminal
from flows.settings import Settings, settings
from warehouse.records import Run, RunStatus

DONE, FAILURES, USAGE, NOTHING = 0, 1, 2, 3


class UsageError(ValueError):
    """A command that was called wrongly, in one clear sentence."""


progress = at_terminal()
say = progress.say


def tell(line: str) -> None:
    """One line of the command's result, on standard output."""
    print(line, flush=True)  # noqa: T201


def settings_of(asked: Namespace, *, sample: bool | None = None) -> Settings:
    """The places that a command line names."""
    return settings(asked.home, asked.warehouse, asked.out, sample=sample)


def _judge(runs: Iterable[Run], landed_before: bool) -> int:
    """The exit code of a collection: a partial run is a result, a failed or blocked one a failure."""
    runs = list(runs)
    bad = [run for run in runs if run.status in {RunStatus.FAILED, RunStatus.BLOCKED}]
    for run in bad:
        say(f"{run.source}: {run.status}: {run.reason}")
    if runs and len(bad) == len(runs) and not landed_before:
        return NOTHING
    return FAILURES if bad else DONE


def collect(asked: Namespace) -> int:
    """`credscope collect`."""
    from flows.steps import collect as step

    if asked.replay:
        source = asked.sources[0] if asked.sources else None
        where = settings_of(asked, sample=None)
        return _judge(step.replay([Path(f) for f in asked.replay], where, progress, source), landed_before=False)
    chosen = step.asked(asked.sources or ["sample"])
    where = settings_of(asked, sample=chosen.sample)
    before = bool(step.landed_complete(where.home)) and chosen.sample
    runs = step.collect(chosen, where, progress)
    for run in runs:
        tell(f"{run.source}: {run.status}, {run.parsed} records, {run.rejected} rejected")
    tell(f"landed in {where.home / 'landing'}")
    return _judge(runs, landed_before=before)


def land(asked: Namespace) -> int:
    """`credscope import`."""
    from flows.steps import land_file as step
    from flows.steps.collect import today

    file = Path(asked.file)
    if not file.is_file():
        raise UsageError(f"{file}: no such file")
    if asked.rows is not None:
        for outcome in step.try_rows(file, asked.source, asked.mapping, asked.rows):
            tell(outcome if isinstance(outcome, str) else json.dumps(outcome.line(), ensure_ascii=False))
        return DONE
    where = settings_of(asked, sample=False)
    at = asked.at or today()
    landed = step.land_file(file, asked.source, asked.mapping, where, at, partial=asked.partial, progress=progress)
    run = landed.run
    again = " (landed before, not read again)" if landed.again else ""
    tell(f"{run.source} as of {run.as_of}: {run.parsed} records, {run.rejected} rejected, {run.status}{again}")
    if run.rejected:
        say(f"the reasons lie in {where.home / 'landing' / run.source}: rejects.jsonl.gz of the run")
    return DONE if run.parsed else NOTHING


def taxonomy(asked: Namespace) -> int:
    """`credscope taxonomy`. Records loaded before keep the tags that they have."""
    from flows.steps.taxonomy import add_taxonomy

    for made in add_taxonomy(Path(asked.folder), settings_of(asked, sample=False), progress):
        tell(f"{made['form_count']:,} forms of {made['concept_count']:,} concepts, in {made['folder']}")
    tell("what is loaded from now on is so tagged; `credscope retag` reads again what is loaded")
    return DONE


def withdraw(asked: Namespace) -> int:
    """`credscope withdraw`."""
    from flows.steps.refresh import withdraw as step

    taken = step(settings_of(asked), asked.source, asked.run, progress)
    if not taken:
        raise UsageError(f"{asked.source} has no such run: `credscope sources` tells the last one")
    tell(f"withdrawn: {', '.join(taken)}")
    return DONE


def prune(asked: Namespace) -> int:
    """`credscope prune`. Records, ledgers and what younger archives refer to stay."""
    from flows.steps.collect import today
    from flows.steps.prune import prune as step

    pruned, busy = step(settings_of(asked), today(), asked.older, progress, asked.dry_run)
    for words in busy:
        say(words)
    would = "would be " if asked.dry_run else ""
    tell(f"{sum(each.freed for each in pruned):,} bytes {would}freed, of {len(pruned)} archives")
    return FAILURES if busy else DONE


def refresh(asked: Namespace) -> int:
    """`credscope refresh`."""
    from flows.steps.refresh import refresh as step

    done = step(settings_of(asked), progress)
    tell(f"{len(done.loaded)} runs loaded")
    for failure in done.failures:
        say(failure)
    return FAILURES if done.failures else DONE


def retag(asked: Namespace) -> int:
    """`credscope retag`."""
    from time import monotonic

    from flows.steps.retag import retag as step

    began = monotonic()
    done = step(settings_of(asked), progress)
    tell(f"{done.record_count:,} records read again by {done.method} ({done.made_of}) in {monotonic() - began:,.0f} s")
    for failure in done.failures:
        say(failure)
    return FAILURES if done.failures else DONE


def publish(asked: Namespace) -> int:
    """`credscope publish`."""
    from flows.steps.part import Part
    from flows.steps.publish import Options
    from flows.steps.publish import publish as step

    part = Part.of(**{name: getattr(asked, name) for name in Part._fields})
    options = Options(since=asked.since, pathways=asked.pathway, weights=asked.weights, part=part)
    folder = step(settings_of(asked), asked.as_of, progress, asked.method, **options)
    tell(f"report: {folder / 'index.html'}")
    return DONE


def survey(asked: Namespace) -> int:
    """`credscope survey`: a Prefect flow run, tracked by a server of one's own or, without one, a temporary one."""
    from flows.serve import prefect_environment, tracked
    from flows.steps.collect import asked as chosen_sources

    sources = asked.sources or ["sample"]
    where = settings_of(asked, sample=chosen_sources(sources).sample)
    prefect_environment(where)
    with tracked():
        from flows.survey import survey as flow

        state = flow(sources=sources, home=where.home, warehouse=where.warehouse, out=where.out, return_state=True)
    tell(f"{state.name}: {state.message}" if state.message else str(state.name))
    tell(f"report: {where.out / 'latest' / 'index.html'}")
    return NOTHING if not state.is_completed() else DONE if state.name == "Completed" else FAILURES


def serve(asked: Namespace) -> int:
    """`credscope serve`. The flow runs that it starts inherit the places named here, and no others."""
    from flows.serve import serve as step

    where = settings_of(asked)
    for option, value in (("home", where.home), ("warehouse", where.warehouse), ("out", where.out)):
        if getattr(asked, option):
            os.environ[f"CREDSCOPE_{option.upper()}"] = str(value)
    return step(where, asked.port, say)

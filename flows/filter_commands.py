"""What the commands that read and write lines do; the work itself is in `steps.filters` and `steps.sources`."""

import json
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from flows.commands import DONE, FAILURES, NOTHING, UsageError, progress, say, settings_of, tell


def _stream(file: str) -> Iterable[str]:
    if file == "-":
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        return sys.stdin
    try:
        return Path(file).open(encoding="utf-8", errors="replace")
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}; name a file of JSON Lines, or pipe it in") from None


def _write(lines: Iterable[dict[str, Any]]) -> int:
    count = 0
    for line in lines:
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        count += 1
    sys.stdout.flush()
    return count


def parse(asked: Namespace) -> int:
    """`credscope parse`."""
    from flows.steps import filters

    file = Path("/dev/stdin" if asked.file == "-" else asked.file)
    try:
        return DONE if _write(filters.parse(asked.platform, file, asked.url, say)) else NOTHING
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError(f"{asked.file}: {error.strerror}") from None


def _filter(asked: Namespace, lines: Callable[..., Iterable[dict[str, Any]]], *more: Any, **options: Any) -> int:
    from flows.steps.filters import json_lines

    _write(lines(json_lines(_stream(asked.file), say), *more, say, **options))
    return DONE


def clean(asked: Namespace) -> int:
    """`credscope clean`."""
    from flows.steps import filters

    return _filter(asked, filters.clean)


def tag(asked: Namespace) -> int:
    """`credscope tag`."""
    from flows.steps import filters
    from warehouse.taxonomy import find_taxonomies

    taxonomies = find_taxonomies(settings_of(asked).home)
    return _filter(asked, filters.tag, taxonomies, explain=asked.explain, candidates=asked.candidates)


def duplicates(asked: Namespace) -> int:
    """`credscope duplicates`."""
    from flows.steps import filters

    return _filter(asked, filters.duplicates)


def sources(asked: Namespace) -> int:
    """`credscope sources`."""
    from flows.steps.sources import sources as step

    if asked.check is not None:
        return _check(asked)
    shown = (
        "source",
        "side",
        "platform",
        "basis",
        "live_checked_on",
        "licence",
        "robots",
        "last_run",
        "health",
        "reason",
    )
    if not asked.json:
        tell("\t".join(shown))
    known = list(step(settings_of(asked)))
    for source in known:
        tell(json.dumps(source, ensure_ascii=False) if asked.json else "\t".join(str(source[k] or "-") for k in shown))
    real = [source for source in known if not source["sample"]]
    bases = Counter(source["basis"] for source in real)
    checked = sum(source["live_checked_on"] is not None for source in real)
    listed = ", ".join(f"{count} {basis}" for basis, count in bases.most_common())
    say(f"{len(real)} real sources ({listed}), {checked} of them seen to work; {len(known) - len(real)} of the sample")
    return DONE


def _check(asked: Namespace) -> int:
    from flows.steps.sources import check

    passed = []
    for found in check(asked.check, settings_of(asked), progress):
        passed.append(found.passed)
        if asked.json:
            tell(json.dumps(asdict(found), ensure_ascii=False))
            continue
        tell(f"{'passed' if found.passed else 'failed'}\t{found.source}\t{found.reason}")
        for path in found.changed[:5]:
            tell(f"\t\tits structure changed: {path}")
        for answer in found.answers:
            tell(f"\t\tkept as a test case: {answer}")
    return DONE if all(passed) else FAILURES if any(passed) else NOTHING


def discover(asked: Namespace) -> int:
    """`credscope discover`."""
    from flows.steps.sources import discover as step

    found = False
    for line in step(asked.pages, settings_of(asked), progress, again=asked.again):
        found = True
        tell(line)
    return DONE if found else NOTHING

"""The command line: `credscope COMMAND …`, the same as `python -m flows COMMAND …`."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

from flows.arguments import count, day, days, pack_options, publish_options, whatif_options

DONE, FAILURES, USAGE, NOTHING = 0, 1, 2, 3
MODULES = dict.fromkeys(("parse", "clean", "tag", "duplicates", "sources", "discover"), "flows.filter_commands")
MODULES |= dict.fromkeys(("whatif", "pack"), "flows.answer_commands")
ROOMS = {"warehouse", "spiders", "pipelines", "reports", "flows"}

EPILOG = """\
first steps:
  credscope survey                                  the fictional sample market, from the wire to out/latest/index.html
  credscope import jobs.csv --source acme --mapping acme.toml --try 5
  credscope import jobs.csv --source acme --mapping acme.toml && credscope refresh && credscope publish
  credscope sources | less                          every source, its terms and its health
  credscope serve                                   the scheduler with its page on 127.0.0.1

exit codes: 0 done, 1 done with failures that are listed, 2 wrong usage, 3 nothing could be done
"""


def _version() -> str:
    try:
        return version("credscope")
    except PackageNotFoundError:
        return "from a bare checkout"


def _sources_option(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--sources",
        nargs="+",
        metavar="NAME",
        help="sample (the default), live, names of `credscope sources`, or site:http://HOST/sitemap.xml",
    )


def parser() -> argparse.ArgumentParser:
    """The whole command line, each command with its example."""
    top = argparse.ArgumentParser(
        prog="credscope",
        description="Open market intelligence for micro-credentials: what is asked, what is taught, how sure we are.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"credscope {_version()}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def command(name: str, does: str, example: str, *, state: bool = True) -> argparse.ArgumentParser:
        made = commands.add_parser(
            name,
            help=does,
            description=does[0].upper() + does[1:] + ".",
            epilog=f"example:\n  {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if state:
            made.add_argument("--home", metavar="DIR", help="where state lies (var/; CREDSCOPE_HOME)")
            made.add_argument("--warehouse", metavar="URL", help="sqlite file or postgresql:// (CREDSCOPE_WAREHOUSE)")
            made.add_argument("--out", metavar="DIR", help="where reports go (out/; CREDSCOPE_OUT)")
        return made

    survey = command("survey", "collect, refresh and publish in one go", "credscope survey --sources sample")
    _sources_option(survey)
    collect = command(
        "collect", "crawl sources into the landing folder", "credscope collect --sources greenhouse:gitlab"
    )
    _sources_option(collect)
    collect.add_argument("--replay", nargs="+", metavar="FILE", help="read WARC archives instead of crawling")
    land = command(
        "import", "land a table file as one run of a source", "credscope import nhs.jsonl.gz --source nhs --mapping nhs"
    )
    land.add_argument("file", help="CSV, TSV, JSON array, JSON Lines or Parquet, .gz too")
    land.add_argument("--source", required=True, metavar="NAME", help="the name that its figures will bear")
    land.add_argument("--mapping", metavar="NAME|FILE.toml", help="which column is what; our own records need none")
    land.add_argument("--at", type=day, metavar="DATE", help="the day that the file shows (today)")
    land.add_argument("--partial", action="store_true", help="the file is not all of the source: close nothing")
    land.add_argument("--try", dest="rows", type=int, metavar="N", help="print N mapped records, land nothing")
    taxonomy = command(
        "taxonomy",
        "add ESCO in any of its languages, or O*NET's technologies, to this home",
        "credscope taxonomy 'ESCO dataset - v1.2.0 - classification - de - csv/'"
        "\n  credscope taxonomy db_29_2_text/\n\n"
        "esco.ec.europa.eu (Use ESCO, Download; classification, csv, any language) and onetcenter.org/database.html\n"
        "(text files) give the downloads. Several languages may lie in one folder; texts of each are then tagged\n"
        "by its own forms, as the same concepts. What was loaded before keeps its tags until `credscope retag`.",
    )
    taxonomy.add_argument("folder", help="an unpacked download: ESCO's CSV files, or O*NET's database as text files")
    withdraw = command("withdraw", "take a run back out", "credscope withdraw nhs --run 2020-10-31")
    withdraw.add_argument("source")
    withdraw.add_argument("--run", metavar="RUN", help="one run's folder name; all of the source without it")
    prune = command(
        "prune", "forget archived answers older than their source's retention", "credscope prune --older 365 --dry-run"
    )
    prune.add_argument("--older", type=days, metavar="DAYS", help="in place of each source's own retention")
    prune.add_argument("--dry-run", action="store_true", help="say what would go, and touch nothing")
    command("refresh", "load what was landed into the warehouse and the facts", "credscope refresh")
    command(
        "retag",
        "read what is loaded again, after a taxonomy or the tagger changed; older figures keep theirs",
        "credscope taxonomy esco-de/ && credscope retag && credscope publish",
    )
    publish = command(
        "publish",
        "write the reports from the facts",
        "credscope publish --as-of 2026-06-29 --since 2026-03-30 --pathway 'staff nurse' --weights official.csv"
        "\n  credscope publish --place US-NY --industry Q --occupation 2221 --currency EUR --language de",
    )
    publish_options(publish)
    whatif = command(
        "whatif",
        "what a new micro-credential that teaches some skills would meet in the market",
        'credscope whatif --skills "Python; SQL" --price 300 --hours 40 --place US-NY',
    )
    whatif_options(whatif)
    pack = command(
        "pack",
        "the evidence on one credential for a workforce board: one page to print, and its tables",
        'credscope pack "CompTIA Security+" --place US-NY',
    )
    pack_options(pack)

    parse = command(
        "parse", "read one captured response into records", "credscope parse lever answer.json", state=False
    )
    parse.add_argument("platform")
    parse.add_argument("file", help="the response's body; - for standard input")
    parse.add_argument("--url", help="the address it was fetched from")
    for name, does in (
        ("clean", "normalise records: JSON Lines in, JSON Lines out"),
        ("tag", "name the skills and credentials in records or texts: JSON Lines in, JSON Lines out"),
        ("duplicates", "say which postings are one vacancy: JSON Lines in, JSON Lines out"),
    ):
        made = command(name, does, f"credscope {name} < records.jsonl", state=name == "tag")
        made.add_argument("file", nargs="?", default="-", help="JSON Lines; standard input without it")
        if name == "tag":
            made.add_argument("--explain", action="store_true", help="also what does not count, and why")
            made.add_argument(
                "--candidates", type=count, default=0, metavar="K", help="also the K likeliest concepts of the text"
            )
    sources = command("sources", "every source: platform, side, basis, licence, robots, health", "credscope sources")
    sources.add_argument("--json", action="store_true", help="one JSON object a line")
    sources.add_argument(
        "--check",
        nargs="*",
        metavar="NAME",
        help="ask each source (all real ones, or those named) in at most four requests whether it still is as known",
    )
    discover = command(
        "discover",
        "find the job board or catalogue behind a page, as a row for boards.csv",
        "credscope discover https://www.example.org/careers",
    )
    discover.add_argument("pages", nargs="+", metavar="URL", help="a careers or catalogue page, or a file of them")
    discover.add_argument("--again", action="store_true", help="also ask where nothing was found before")
    serve = command("serve", "Prefect server, worker and all deployments, until interrupted", "credscope serve")
    serve.add_argument("--port", type=int, default=4200, help="of the server's page on 127.0.0.1 (4200)")
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    asked = parser().parse_args(arguments)
    module = import_module(MODULES.get(asked.command, "flows.commands"))
    try:
        return int(getattr(module, asked.command.replace("import", "land"))(asked))
    except KeyboardInterrupt:
        print("interrupted; the same command takes up where it stopped", file=sys.stderr)  # noqa: T201
        return 130
    except BrokenPipeError:  # `credscope sources | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        if (code := _code(error)) is None:
            raise
        print(f"credscope {asked.command}: {error}", file=sys.stderr)  # noqa: T201
        return code


def _code(error: Exception) -> int | None:
    """The exit code for an error that speaks to people: ours, and what the disk refuses. None for a fault of ours."""
    if type(error).__module__.partition(".")[0] in ROOMS:
        return USAGE if isinstance(error, ValueError) else NOTHING
    return NOTHING if isinstance(error, OSError) else None


if __name__ == "__main__":
    sys.exit(main())

"""Finding spans in descriptions that are cut and matched already, in descriptions a second on one core.

    python benchmarks/spans.py [--texts FILE.jsonl] [--rounds N]

FILE has one `{"text": …}` a line; without it 2,000 descriptions are written as `benchmarks/tagging.py` does. Times
are process times, medians over rounds; the first round, which compiles and remembers spellings, does not count.
"""

import argparse
import json
from pathlib import Path
from statistics import median
from time import process_time

from pipelines.spans.features import Found
from pipelines.spans.model import Spans
from pipelines.training.spans.reading import Dictionary
from warehouse.taxonomy import find_taxonomies


def megabytes() -> float:
    """The peak resident memory of this process."""
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--model", type=Path)
    given = parser.parse_args()
    if given.texts:
        texts = [json.loads(line)["text"] for line in given.texts.read_text("utf-8").splitlines()]
    else:
        from texts import written

        texts = written(2_000)
    dictionary = Dictionary(*find_taxonomies())
    read: list[tuple[list[str], list[Found]]] = []
    for text in texts:
        cut, found = dictionary.read(text)
        read.append((cut.written, found))
    before = megabytes()
    model = Spans.load(given.model)
    took: list[float] = []
    spans = 0
    for _ in range(given.rounds + 1):
        start = process_time()
        spans = sum(len(model.find(written, found).spans) for written, found in read)
        took.append(process_time() - start)
    words = sum(len(written) for written, _ in read)
    print(f"{len(texts):,} descriptions, {words:,} words, {spans:,} spans; {given.rounds} rounds")
    again = median(took[1:])
    print(f"spans: {len(texts) / again:,.0f} descriptions/s, {words / again / 1e3:,.0f} thousand words/s")
    print(f"first round {took[0]:.1f} s; {megabytes() - before:.0f} MB more than without the model at most")


if __name__ == "__main__":
    main()

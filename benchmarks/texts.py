"""The texts that tagging is measured on: a file's, or descriptions written from the taxonomy's own forms."""

import random
from pathlib import Path

from pipelines.forms import DECOY, read_forms
from pipelines.text import visible
from pipelines.training.postings import postings
from warehouse.taxonomy import find_taxonomies

ASKING = (
    "We are looking for a colleague who has experience with {} and who likes to explain it to others.",
    "A good understanding of {} is required; some knowledge of {} would be an advantage, though it is not essential.",
    "You will work with {} every day, help the team to find its way, and answer for the quality of what it delivers.",
)
PROSE = (
    "The successful candidate will report to the head of the department and look after two or three people.",
    "Every morning the team meets for a quarter of an hour to see what is done, what is left and who needs help.",
    "Our customers are hospitals, schools and small companies in the region, and some have been with us for long.",
    "The house stands near the station, and there is room for bicycles in the yard behind the old brewery.",
    "Nobody expects you to know all of it on the first day: a colleague goes with you for the first three months.",
    "Mistakes happen; what counts is that they are told early and that the same one does not come back twice.",
    "From time to time you will travel to the other sites, never for more than two nights, and always by train.",
    "What we value most is that people listen to each other and say what they think, also to the management.",
    "You are the person who keeps calm when three things break at once and who finds out which one matters.",
    "Half of the week can be worked from home; the other half we like to spend in one room, with good coffee.",
    "The contract is permanent, full time or four days a week, and begins in spring or whenever you are free.",
    "In the end it is your decision how the work is done, as long as the others can follow it and build on it.",
)


def written(count: int) -> list[str]:
    """Job descriptions of about 460 words and a dozen surface forms, the same at every call."""
    chance = random.Random(1)
    forms = [form.form for form in read_forms(*find_taxonomies()) if form.kind in {"preferred", "derived"}]

    def paragraph(asking: int, prose: int) -> str:
        sentences = [sentence.format(*chance.choices(forms, k=2)) for sentence in chance.choices(ASKING, k=asking)]
        sentences += chance.choices(PROSE, k=prose)
        return " ".join(chance.sample(sentences, len(sentences)))

    def description() -> str:
        bullets = "\n".join(f"- {form}" for form in chance.choices(forms, k=5))
        parts = (
            f"About us\n{paragraph(0, 4)}\n\nYour role\n{paragraph(3, 5)}\n",
            f"Requirements:\n{bullets}\n- PMP or equivalent\n\nNice to have\n- driver's licence\n{paragraph(1, 3)}\n",
            f"What we offer\n{paragraph(0, 4)}\nPension and annual leave.",
        )
        return "\n".join(parts)

    return [description() for _ in range(count)]


def texts(file: Path | None, count: int) -> list[str]:
    """The first `count` visible texts of a file of postings (JSON or JSON Lines, gzipped or not), else written ones."""
    return [visible(posting.text).text for posting in postings(file)][:count] if file else written(count)


def surface_forms() -> list[str]:
    """What a dictionary may look for: every form that is no decoy, once."""
    return sorted({form.form for form in read_forms(*find_taxonomies()) if form.kind != DECOY})

"""Add a taxonomy to a home, with the tables that let the next commands start at once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flows.progress import Progress
from flows.settings import Settings


def add_taxonomy(given: Path, where: Settings, progress: Progress) -> Iterator[dict[str, Any]]:
    """Import an unpacked download of ESCO or O*NET; for each taxonomy made of it what it holds, and its `folder`.

    Raises `TaxonomyError` where the folder is no such download.
    """
    from pipelines.linking.tables import build_tables
    from pipelines.matching.kept import folder as kept_in
    from pipelines.skills import Tagger
    from warehouse.esco_download import import_esco, is_download
    from warehouse.onet import import_onet
    from warehouse.taxonomy import about, find_taxonomies

    made = import_esco(given, where.home) if is_download(given) else [import_onet(given, where.home)]
    progress.say("making the tables of matching and linking")
    for folder in made:
        build_tables(folder)
        yield about(folder) | {"folder": folder}
    into = where.home / "taxonomies" / kept_in().name
    earlier = list(into.glob("*.tables"))
    kept = Tagger.load(*find_taxonomies(where.home)).keep(into)
    for path in earlier:
        if path != kept:
            path.unlink(missing_ok=True)

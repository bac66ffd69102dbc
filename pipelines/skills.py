"""Which skills a text asks or teaches, and which credentials it names, each with its place in the given text.

1. Match: all forms of the taxonomies and the credentials, exact, the longest (`matching`).
2. Decide: learnt trust in forms and rules for ordinary words (`tagging.dictionary`), sections and denials
   (`tagging.texts`); in English texts a trained model doubts and rescues forms, and finds what no form names.
3. Link: what no form names gets the concept that is near enough (`tagging.links`), or none.
"""

import gc
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

from pipelines.credentials import CredentialList, ListedCredential, listed_credentials
from pipelines.forms import Form, read_forms
from pipelines.matching.lexicon import Lexicon
from pipelines.requirements import DENYING
from pipelines.sections import cue_phrases, zones
from pipelines.tagging.dictionary import Dictionary
from pipelines.tagging.hidden import HIDDEN, unseen
from pipelines.tagging.links import Links
from pipelines.tagging.model import Model, View
from pipelines.tagging.settling import in_order, settled
from pipelines.tagging.spoken import Spoken, reads_as_english, spoken_in
from pipelines.tagging.texts import Text
from pipelines.tags import Ignored, Tags
from pipelines.text import Visible, visible
from warehouse.records import CredentialMention, Side

_MARKUP = re.compile(r"<|&[#\w]")


class Tagger:
    """Finds skills of one or more taxonomies, and the credentials of our list. Threads may share it."""

    def __init__(
        self, forms: Iterable[Form], linked: Sequence[Path] = (), credentials: Sequence[ListedCredential] = ()
    ) -> None:
        """Over these forms; `linked` are taxonomy folders whose concepts spans without a form may get.

        `credentials` are looked for besides those of our list.
        """
        self._dictionary = Dictionary(forms)
        rows = (*listed_credentials(), *credentials)
        self._credentials = CredentialList(rows) if credentials else CredentialList.load()
        skills = (form.form for form in self._dictionary.forms)
        kept = dict.fromkeys(folder.parent / "matching" for folder in linked)
        self._lexicon = Lexicon(skills, self._credentials.forms, DENYING, *map(cue_phrases, Side), kept=kept)
        self._model, self._links = Model(self._dictionary), Links(linked)

    @classmethod
    def load(cls, *taxonomies: Path, credentials: Sequence[ListedCredential] = ()) -> Self:
        """The tagger over these taxonomy folders, and over `credentials` besides our list.

        Takes about half a second; the model is loaded when first asked.
        """
        collects = gc.isenabled()
        gc.disable()  # a million small things are made here, none to be thrown away, then or later
        try:
            return cls(read_forms(*taxonomies), taxonomies, credentials)
        finally:
            gc.freeze()
            if collects:
                gc.enable()

    def keep(self, into: Path) -> Path:
        """Write the tables of matching into a folder, where the next tagger over the same forms finds them."""
        return self._lexicon.keep(into)

    def tag(self, text: str, side: Side | str, title: str = "", explain: bool = False) -> Tags:
        """The mentions in a title and a text (plain or HTML), in their order; offsets count code points as given."""
        tags, spoken = Tags(), spoken_in(text or title)
        given = {"title": title, "description": text}
        texts = [self._read(given[name], name, Side(side), spoken) for name in given if given[name]]
        views = self._model.read(texts if reads_as_english(text or title, spoken) else [])
        for one, view in zip(texts, views or [View([]) for _ in texts], strict=True):
            for mention, why, because in in_order(settled(one, view, self._dictionary, self._links, explain)):
                if why is not None:
                    tags.ignored.extend([Ignored(mention, why, because)] if explain else [])
                elif isinstance(mention, CredentialMention):
                    tags.credentials.append(mention)
                else:
                    tags.skills.append(mention)
                    tags.because.extend([because] if explain else [])
            if explain:
                tags.ignored.extend(self._hidden(one, spoken))
        return tags

    def _hidden(self, text: Text, spoken: Spoken) -> Iterator[Ignored]:
        """What would count if it were shown."""
        for part in unseen(text.given, text.seen):
            one = self._read(part.text, text.name, text.side, spoken)
            for mention, why, because in in_order(settled(one, View([]), self._dictionary, self._links, False)):
                start, end = part.span(mention.start, mention.end)
                if why is None:
                    moved = replace(mention, matched_text=text.given[start:end], start=start, end=end)
                    yield Ignored(moved, HIDDEN, because)

    def _read(self, given: str, name: str, side: Side, spoken: Spoken) -> Text:
        seen = visible(given) if _MARKUP.search(given) else Visible(given)
        cut, (forms, listed, denials, *cues) = self._lexicon.read(seen.text)
        scope = zones(cut, side, cues[list(Side).index(side)])
        named = list(self._credentials.named(cut, scope, listed, is_title=name == "title"))
        said = list(self._dictionary.said(forms, spoken))
        return Text(given, name, side, seen, cut, scope, forms, said, named, [match.first for match in denials])

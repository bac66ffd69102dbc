"""Which texts are put to the model of spans."""

import pytest

from pipelines.tagging.spoken import reads_as_english, spoken_in


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("We need Python and SQL.", True),
        ("You will lead our team and write the reports that our customers read.", True),
        ("Wir suchen eine Person für die Werkstatt, die mit uns und den Kunden arbeitet und die Technik kennt.", False),
        ("Nous cherchons une personne pour la maison, qui travaille avec nous et les clients dans le bureau.", False),
        ("", True),
    ],
)
def test_english_and_what_is_too_short_to_tell(text: str, english: bool) -> None:
    assert reads_as_english(text, spoken_in(text)) is english

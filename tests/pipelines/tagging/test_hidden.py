"""What a page holds and does not show, and where it stands in what was given."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.tagging.hidden import unseen
from pipelines.text import visible


def hidden(text: str) -> str:
    return " ".join(" ".join(part.text.split()) for part in unseen(text, visible(text)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<p>SQL</p><p hidden>Java</p><p>C</p>", "Java"),
        ("<p>SQL</p><!-- Java --><script>x</script>", "Java x"),
        ('<p>SQL</p><img alt="Java">', ""),
        ("plain text, nothing hidden", ""),
        ("<p>a &amp; b</p>", ""),
        ("&lt;p&gt;SQL&lt;/p&gt;&lt;p hidden&gt;Java&lt;/p&gt;", "Java"),
        ("<p>SQL<span style='display:none'>Java", "Java"),
    ],
)
def test_what_is_not_shown_is_found(text: str, said: str) -> None:
    assert hidden(text) == said


PARTS = ["<p>", "</p>", "<p hidden>", "&lt;b hidden&gt;", "&lt;/b&gt;", "<!--", "-->", "&amp;", "\n", " "]


@given(st.lists(st.sampled_from(PARTS) | st.text("ab<>&", max_size=4), max_size=12).map("".join))
@settings(deadline=None)
def test_every_word_leads_back_to_where_it_stands(text: str) -> None:
    for part in unseen(text, visible(text)):
        for place, letter in enumerate(part.text):
            if letter in "ab":
                start, end = part.span(place, place + 1)
                assert letter in text[start:end]

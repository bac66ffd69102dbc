import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.text import visible

SEEN = {
    # blocks break the line, inline tags neither join nor part words
    "<p>One</p><p>Two</p>": "One\nTwo",
    "Duties<ul><li>Plan</li><li>Write</li></ul>End": "Duties\nPlan\nWrite\nEnd",
    "first<br>second<br/>third": "first\nsecond\nthird",
    "Java<b>Script</b> and <i>C++</i>": "JavaScript and C++",
    "<table><tr><td>Pay</td><td>10</td></tr></table>": "Pay\n10",
    "<DIV>Upper</DIV><P CLASS=x>case</P>": "Upper\ncase",
    "<p>\n  Pretty\n  printed\n</p>": "Pretty printed",
    "<b>Bold</b> heading\nnext line": "Bold heading\nnext line",
    "<pre>line one\nline two</pre>": "line one\nline two",
    # entities, escaped once, twice, thrice, and unknown ones
    "R&amp;D &lt; 5": "R&D < 5",
    "&lt;p&gt;Once&lt;/p&gt;&lt;p&gt;more&lt;/p&gt;": "Once\nmore",
    "&amp;lt;p&amp;gt;Twice &amp;amp; more&amp;lt;/p&amp;gt;": "Twice & more",
    "&#38;#60;b&#38;#62;Numbers&#x26;#x3c;/b&#x26;#x3e;": "Numbers",
    "<div>&lt;p&gt;Mixed&lt;/p&gt;&lt;p&gt;levels&lt;/p&gt;</div>": "Mixed\nlevels",
    "Caf&eacute;&nbsp;&nbsp;&euro;&nbsp;5": "Café € 5",
    "AT&T and R&D; &unknown; &amp;unknown;": "AT&T and R&D; &unknown; &unknown;",
    "&#0;&#xD800;&#99999999;": "\ufffd\ufffd\ufffd",
    # what is no tag stays
    "if a < b and c > d": "if a < b and c > d",
    "vector<int> in plain text": "vector<int> in plain text",
    "salary <5 k & more": "salary <5 k & more",
    # plain text keeps its lines, not its runs of spaces
    "  one  two\t three \r\n\r\n\r\n four ": "one two three\n\nfour",
    "a\u00a0b\u200bc\u00add\ufeff": "a bcd",
    "": "",
    " \n ": "",
}

HIDDEN = {
    "<p>See<!-- not <b>this</b> -->n</p>": "Seen",
    "<!-- never closed <p>all": "",
    "<script>var a = '<p>no</p>';</script>Yes": "Yes",
    "<SCRIPT src=x>no</Script >Yes<style>p{}</style>": "Yes",
    "<script>never closed <p>no": "",
    "a<template><p>no</p></template>b<noscript>no</noscript>": "ab",
    '<div style="display:none">no <div>no</div> no</div>yes': "yes",
    '<p style="color:red; DISPLAY : none !important">no</p>yes': "yes",
    "<span style='visibility:hidden'>no</span>yes": "yes",
    "<span style='font-size:0px'>no</span><span style='font-size:0.8em'>yes</span>": "yes",
    "<p hidden>no</p><p class='hidden'>yes</p>": "yes",
    "<p style='position:absolute; left:-9999px'>no</p><p style='position:relative;left:-9px'>yes</p>": "yes",
    "<p style='height:0; overflow:hidden'>no</p><p style='overflow:hidden;height:0.5em'>yes</p>": "yes",
    "<p style='color:#fff;background:white'>no</p><p style='color:#fff;background-color:#ffe'>yes</p>": "yes",
    "<i aria-hidden=true class=icon>no</i><i aria-hidden=false>yes</i>": "yes",
    "<span style='display&#58;none'>no</span>yes": "yes",
    "&lt;p style=&quot;display:none&quot;&gt;no&lt;/p&gt;yes": "yes",
    "<p hidden>no<p>yes": "yes",
    "<ul><li hidden>no<li>yes</ul>": "yes",
    "<div><span hidden>no</div>yes": "yes",
    "<div hidden><br><img><p>no</div>yes": "yes",
    "<svg><title>no</title><path d='M0'></svg>yes": "yes",
    "<head><title>no</title></head><body>yes</body>": "yes",
}

MALFORMED = {
    "<p>unclosed <b>tags": "unclosed tags",
    "</p>stray</div> closers": "stray\ncloses".replace("closes", "closers"),
    "<p class='never closed>text</p> more": "text\nmore",
    '<a title="a > b">link</a><p>next': "link\nnext",
    '<a title="<b>x</b>">link</a>': "link",
    "<p>text <a href=": "text <a href=",
    "<p><": "<",
    "<p>&": "&",
    "<![CDATA[x]]><p>y</p>": "y",
    "<?xml version='1.0'?><p>y</p>": "y",
    "<p\nclass='x'\n>y</p\n>": "y",
}


@pytest.mark.parametrize(("source", "text"), [*SEEN.items(), *HIDDEN.items(), *MALFORMED.items()])
def test_what_a_reader_sees(source: str, text: str) -> None:
    assert visible(source).text == text


@pytest.mark.parametrize(
    ("source", "part", "published"),
    [
        ("<p>Know SQL well</p>", "SQL", "SQL"),
        ("<p>Know <b>S</b>QL well</p>", "SQL", "S</b>QL"),
        ("R&amp;D lead", "R&D", "R&amp;D"),
        ("R&amp;D lead", "&", "&amp;"),
        ("&lt;p&gt;Know C&amp;amp;A&lt;/p&gt;", "C&A", "C&amp;amp;A"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo", "one</li><li>two"),
        ("a  \n b <script>x</script> end", "end", "end"),
        ("<p hidden>SQL</p><p>SQL</p>", "SQL", "SQL"),
        ("Größe &gt; 5 &amp; Maß", "Maß", "Maß"),
    ],
)
def test_a_part_of_the_text_leads_back_to_its_source(source: str, part: str, published: str) -> None:
    seen = visible(source)
    start = seen.text.index(part)
    found = seen.source_span(start, start + len(part))
    assert source[slice(*found)] == published
    assert source.rindex(published) == found[0]


_MARKUP = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<b>",
            "</b",
            "<div hidden>",
            "</div>",
            "<br/>",
            "<script>",
            "</script>",
            "<!--",
            "-->",
            "&lt;",
            "&gt;",
            "&amp;",
            "amp;",
            "lt;",
            "&#38;",
            "&",
            "<",
            ">",
            '"',
            "'",
            " ",
            "  ",
            "\n",
            "\t",
            "\xa0",
            "\u200b",
            "word",
            "p",
            "b>",
            "style='display:none'",
            "=",
            "/",
            "ä",
            "&nbsp;",
            "&nosuch;",
            "<a title=",
            "&#0;",
            "\x00",
        ]
    )
).map("".join)


@given(st.text() | _MARKUP)
@example("&amp;A0;")  # an entity that HTML does not know stands for its source as a whole
@settings(max_examples=500)
def test_any_text_is_read_and_reading_again_changes_nothing(source: str) -> None:
    seen = visible(source)
    again = visible(seen.text)
    assert again.text == seen.text
    for i in range(len(seen.text)):
        start, end = seen.source_span(i, i + 1)
        assert 0 <= start <= end <= len(source)
        if not seen.text[i].isspace() and seen.text[i] in source and end - start == 1:
            assert source[start] == seen.text[i]


@pytest.mark.parametrize(
    "unit",
    [
        "<",
        "<p",
        "<p ",
        "<a '",
        '<a "',
        "<a b=\"'",
        "<p hidden>",
        "</p>",
        "<!--",
        "<!",
        "&",
        "&amp;",
        "&#38;",
        "&lt;",
        "<script>",
        "</script",
        " ",
        "\n",
        "<b>x</b>",
        "<p style='",
        "&amp;lt;p&amp;gt;",
        "<a \"'>'\"",
        "<style",
        "\u200b",
    ],
)
def test_a_hundred_thousand_hostile_characters_take_well_under_a_second(unit: str) -> None:
    hostile = unit * (100_000 // len(unit))
    began = time.perf_counter()
    visible(hostile)
    visible("<p>" + hostile)
    assert time.perf_counter() - began < 2


def test_real_descriptions_end_without_markup(shared) -> None:
    import gzip
    import json

    with gzip.open(shared / "postings/nhs-jobs-2020-10.jsonl.gz", "rt") as lines:
        texts = [visible(json.loads(line)["description"]).text for line in lines]
    assert len(texts) == 3000
    assert not [text for text in texts if "</" in text or "&nbsp;" in text or "&lt;" in text or "  " in text]

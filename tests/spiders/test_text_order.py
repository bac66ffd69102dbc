"""Pages as lines."""

from spiders.exchange import Page
from spiders.text_order import Line, after, lines


def read(body: str) -> list[Line]:
    return lines(Page("https://a.test/", body.encode()))


def test_inline_marks_stay_in_their_line_and_blocks_part_lines() -> None:
    assert read("<h1>Two <b>words</b>!</h1><p>One<br>two</p>three<ul><li>four<p>five</p>six</li></ul>") == [
        Line("Two words!", "h1"),
        Line("One", "p"),
        Line("two", "p"),
        Line("three", "body"),
        Line("four", "li"),
        Line("five", "p"),
        Line("six", "li"),
    ]


def test_a_line_keeps_its_last_link() -> None:
    assert read('<p><a href="/1">a</a> and <a href="/2">b</a></p><p>c</p>') == [
        Line("a and b", "p", "/2"),
        Line("c", "p"),
    ]


def test_what_nobody_reads_is_left_out_but_not_what_follows_it() -> None:
    page = "<title>t</title><nav>menu<p>x</p></nav>a<script>1</script>b<!-- no -->c<style>d</style><footer>e</footer>"
    assert [line.text for line in read(page)] == ["a", "bc"]


def test_a_label_is_followed_by_its_value_beside_or_below_it() -> None:
    told = read("<p>Contact Hours: 24</p><p>CEUs</p><p>2.4</p><p>Fee</p>")
    assert [after(label, told) for label in ("contact hours", "CEUs", "Fee", "Price")] == ["24", "2.4", None, None]

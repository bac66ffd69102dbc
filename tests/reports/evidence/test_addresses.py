import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.evidence.addresses import slug, web_link


@pytest.mark.parametrize(
    ("label", "readable"),
    [
        ("SQL", "sql"),
        ("C++", "c"),
        ("Pflege & Büro", "pflege-buro"),
        ("../../etc/passwd", "etc-passwd"),
        ("日本語", ""),
    ],
)
def test_a_slug_is_readable_and_one_folder_deep(label: str, readable: str) -> None:
    assert re.fullmatch("skill-" + (readable + "-" if readable else "") + "[0-9a-f]{10}", slug("skill", label, "uri"))


@given(st.text(), st.text())
def test_any_subject_has_a_safe_file_name(label: str, key: str) -> None:
    name = slug("skill", label, key)
    assert re.fullmatch(r"[a-z0-9-]{1,70}", name)
    assert name == slug("skill", label, key)
    assert name != slug("skill", label, key + "x")


@pytest.mark.parametrize("url", ["http://a.test/x", "https://a.test/?q=1&r=%20", "HTTPS://A.TEST"])
def test_a_web_address_is_a_link(url: str) -> None:
    assert web_link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        *(
            "javascript:alert(1)",
            " javascript:alert(1)",
            "data:text/html,x",
            "//a.test",
            "/x",
            "ftp://a.test",
            "https://",
        ),
        *('http://a.test/"x', "http://a.test/<b>", "http://a.test/ x", "http://a.test\n", "", None, pd.NA, 3),
    ],
)
def test_anything_else_is_none(url: object) -> None:
    assert web_link(url) is None

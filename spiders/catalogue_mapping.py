"""Academic catalogues, as CourseLeaf, Acalog and Moodle publish them, as our records: courses and programmes."""

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from parsel import Selector

from spiders.course_titles import Counted, counted, course_title
from spiders.exchange import Page
from spiders.vocabulary import credential_type
from warehouse.records import Credential, CredentialType

_LONG = {None, CredentialType.OTHER, CredentialType.COURSE, CredentialType.DEGREE}
_HOURS = ".courseblockcredits, .courseblockhours, .detail-hours_html, .hours"
_BESIDE = "following-sibling::*[contains(@class, 'courseblock')][1]"
_LISTED = "[id$='textcontainer'] a[href], .az_sitemap a[href], li.item a[href]"
_ENTRY = "(ancestor::li[contains(concat(' ', @class, ' '), ' item ')] | self::*)[1]"
_ABOUT = "#textcontainer, #overviewtextcontainer, [id*='outcome'][id$='textcontainer']"
_TOTALS = "tr.listsum td.hourscol, tr.plangridtotal td.hourscol"

_HEADED = "//h2 | //h3 | //h4 | //strong[not(ancestor::a)] | //a[contains(@href, 'preview_program.php')]"
_TOTAL = re.compile(r"Total (?:[\w-]{1,20} ){0,3}(Credits?|Hours?|Units?)\b[^\d\n]{0,40}(\d{1,3})(?![\d.–-])", re.I)
_PAGE = re.compile(r"cpage\]=(\d{1,4})")
_NUMBERS = re.compile(r"\b(?:catoid|poid)=\d{1,9}")
_TEXT = ".//p[not(ancestor::li)] | .//li[not(contains(@class, 'acalog'))]"
_ABBREVIATED = re.compile(r",\s(?:CT\.(?:A\.)?|[Cc]ert\.?)$")
_MIXED = re.compile(r"degree|major|minor", re.I)


def text_of(node: Selector) -> str:
    """The words in an element, with single spaces."""
    return " ".join((node.xpath("string()").get() or "").split())


def kind_of(title: str) -> CredentialType | None:
    """The kind of credential that a title names."""
    return credential_type(title, "certificate" if _ABBREVIATED.search(title) else None)


def is_short(title: str) -> bool:
    """Whether a title names a certificate, a badge or the like, rather than a degree, a course or none of these."""
    return kind_of(title) not in _LONG


def own_links(page: Page, links: Iterable[Selector]) -> Iterator[tuple[str, Selector]]:
    """The pages of the same site that links lead to, each with its link; no files, and not the page itself."""
    for link in links:
        try:
            url = urldefrag(urljoin(page.url, link.attrib["href"].strip()))[0].removesuffix("index.html")
            parts = urlsplit(url)
        except ValueError:  # not an address
            continue
        if parts.netloc == urlsplit(page.url).netloc and url != page.url and not parts.path.endswith((".pdf", ".xml")):
            yield url, link


def course(block: Selector, page: Page, organization: str | None) -> Credential:
    """The course of a block, or of a bare title with its description beside it."""
    titles = block.css(".courseblocktitle") or block.css(".detail-code, .detail-title")
    title = course_title(" ".join(map(text_of, titles)))
    about = block.css(".courseblockdesc") or block.css(".courseblockextra")
    if "courseblocktitle" in block.attrib.get("class", ""):
        about = block.xpath(_BESIDE).css(".courseblockdesc")
    count = title.counted if title.counted.value else counted(" ".join(map(text_of, block.css(_HOURS)[:1])))
    stated = {"identifier": title.code, "name": title.name, "credential_type": CredentialType.COURSE}
    return offer(stated | {"description": about.get(), "url": page.url}, organization, count)


def named(page: Page) -> dict[str, Selector]:
    """The links by which a list of CourseLeaf's leads to certificates and the like; none where it names none."""
    led = own_links(page, page.html().css(_LISTED))
    return {url: link for url, link in led if is_short(text_of(link.xpath(_ENTRY)[0]))}


def acalog_programmes(page: Page) -> dict[str, str]:
    """The addresses and titles of a list of Acalog's: where it names certificates and the like, by titles or headings,
    only theirs.
    """
    heading = label = ""
    found, chosen = {}, {}
    for node in page.html().xpath(_HEADED):
        if node.root.tag == "strong":
            label = text_of(node)
        elif node.root.tag != "a":
            heading, label = text_of(node), ""
        else:
            asked = _NUMBERS.findall(node.attrib["href"])  # what else an address says is the way to it
            url = urljoin(page.url, "?".join(["preview_program.php", "&".join(dict.fromkeys(asked))]))
            found[url] = text_of(node)
            above = any(is_short(words) and not _MIXED.search(words) for words in (heading, label))
            if is_short(found[url]) or (above and kind_of(found[url]) is not CredentialType.DEGREE):
                chosen[url] = found[url]
    return chosen or found


def following_list(page: Page) -> list[str]:
    """The address of the page of a list of Acalog's that follows; none on the last one."""
    shown = int(found[1]) if (found := _PAGE.search(unquote(page.url))) else 1
    led = [urldefrag(urljoin(page.url, href))[0] for href in page.html().css("a[href*='cpage']::attr(href)").getall()]
    return [url for url in led if (found := _PAGE.search(unquote(url))) and int(found[1]) == shown + 1][:1]


def acalog_programme(heading: Selector, page: Page, organization: str | None) -> Credential:
    """The programme of a page of Acalog's; the courses that it requires are no part of its text."""
    whole = (heading.xpath("ancestor::td[contains(@class, 'block_content')][1]") or heading.xpath(".."))[0]
    total = _TOTAL.search(text_of(whole))
    about = {"description": "\n".join(whole.xpath(_TEXT).getall()), "url": page.url}
    stated = {"identifier": text_of(heading), "name": text_of(heading)}
    return offer(stated | about, organization, Counted(float(total[2]), total[1]) if total else None)


def entry(link: Selector, page: Page) -> dict[str, Any]:
    """What an entry of a list states: name and address."""
    url = next(url for url, _ in own_links(page, [link]))
    return {"identifier": urlsplit(url).path, "name": text_of((link.css(".title") or [link])[0]), "url": url}


def programme(heading: Selector, page: Page, organization: str | None) -> Credential:
    """The programme of a page of CourseLeaf's. Raises `ValueError` where no table says what it requires."""
    tree = page.html()
    if not tree.css("table.sc_courselist, table.sc_plangrid"):
        raise ValueError("neither courses nor a table of requirements: not a programme's page")
    totals, units = tree.css(_TOTALS), tree.css("th.hourscol")
    value = counted(text_of(totals[0])).value if len(totals) == 1 else None  # of several sums none is the whole
    about = {"description": "\n".join(tree.css(_ABOUT).getall()), "url": page.url}
    stated = {"identifier": urlsplit(page.url).path, "name": text_of(heading)}
    return offer(stated | about, organization, Counted(value, text_of(units[0]) if value and units else None))


def moodle_course(block: Any, page: Page, organization: str | None) -> Credential:
    """A course of Moodle's web service, or of a box on its pages; who teaches it is left aside."""
    if isinstance(block, Selector):
        title = next(iter(block.css(".coursename a[href], .name a[href]")), None)
        if title is None:
            raise ValueError("a box without a course's name")
        url = urljoin(page.url, title.attrib["href"])
        number = block.attrib.get("data-courseid") or url.rpartition("id=")[2]
        name, more = text_of(title), {"description": block.css(".summary").get()}
    else:
        number, name = str(block["id"]), html.unescape(block["fullname"])
        url = urljoin(page.url, f"../../course/view.php?id={number}")
        more = {"description": block.get("summary"), "language": block.get("lang")}
    stated = {"identifier": number, "name": name, "url": url, **more}
    kind = {} if is_short(name) else {"credential_type": CredentialType.COURSE}
    return offer(stated | kind, organization)


def offer(stated: dict[str, Any], organization: str | None, count: Counted | None = None) -> Credential:
    """The offer of a page, or of an entry in a list; of which kind it is its name says, where nothing else does."""
    value, unit = count or Counted()
    known = {"credential_type": kind_of(stated["name"]), "offered_by": organization}
    return Credential.model_validate(known | {"credit_value": value, "credit_unit": unit} | stated)

"""What a free text says of who seeks whom: the openings that it names, `ios engineer`, and the advertiser's web site.

They tell whether two general advertisements of one employer, written anew each month, still seek somebody in common.
"""

import re

from pipelines.gazetteer import folded

_SPLIT = re.compile(r"[\n\r.;:!?()|•*\[\]]|\s[-–—]\s")
_TOGETHER = {"front end": "frontend", "back end": "backend", "full stack": "fullstack", "dev ops": "devops"}
_JOINED = re.compile(r"\b(?:" + "|".join(_TOGETHER) + r")\b")
_WHO = re.compile(
    r"(engineer|developer|dev|programmer|designer|scientist|architect|analyst|administrator|admin|hacker|tester"
    r"|consultant|director|manager|representative|recruiter|writer|editor|researcher|specialist|coordinator|intern"
    r"|assistant|accountant|nurse|therapist|technician|driver)s?"
)
_ENGINEERS = frozenset("developer dev programmer".split())
_KIND = frozenset(
    "android backend clojure cloud data design devops embedded erlang firmware frontend fullstack golang growth"
    " hardware infrastructure ios java javascript marketing ml mobile network node php platform product python qa rails"
    " reliability ruby sales scala security software support systems test ui ux web".split()
)
_LEVEL = frozenset("chief head junior jr lead mid principal senior sr staff experienced".split())
_NO_KIND = frozenset(
    "a about all amazing an and any are as at be being best both brilliant by can class com creative each excellent"
    " exceptional fellow few for from full get good great have help hire hires hiring house in including is join like"
    " looking love many more most motivated multiple need of on one open or other our out passionate per re s seeking"
    " several skilled smart some strong talented team that the their these they this three time to top two us various"
    " we who will with world you your".split()
)
_SITE = re.compile(r"(?:https?://|\bwww\.)(?:(?:www|jobs|careers|about|blog|app|engineering)\.)*([\w-]{2,40})\.", re.I)
_SHARED_SITES = frozenset(
    "amazon amazonaws angel angularjobs app apple applytojob bit bitbucket bloomberg boards businessinsider crunchbase"
    " docs en facebook forbes forms gist github gitlab glassdoor goo google gmail greenhouse hire imgur indeed itunes"
    " jobs jobscore jobvite lever linkedin maps medium meetup news nytimes play recruiterbox smartrecruiters"
    " stackoverflow t techcrunch theresumator tinyurl twitter venturebeat vimeo whoishiring wikipedia wired"
    " workable ycombinator youtu youtube".split()
)
_REACH = 4  # words before who is sought, among which several kinds may stand


def openings(text: str) -> set[str]:
    """The openings of a plain text: a kind and whom, in lower case and singular; levels are left out."""
    found: set[str] = set()
    for part in _SPLIT.split(text):
        words = _JOINED.sub(lambda one: _TOGETHER[one[0]], folded(part)).split()
        words = [word for word in words if word not in _LEVEL]
        for i, word in enumerate(words):
            who = _WHO.fullmatch(word)
            if who and i:
                kinds = {kind for kind in words[max(0, i - _REACH) : i] if kind in _KIND}
                nearest = words[i - 1]
                if nearest not in _NO_KIND and not nearest.isdigit() and not _WHO.fullmatch(nearest):
                    kinds.add(nearest)
                sought = "engineer" if who[1] in _ENGINEERS else who[1]
                found.update(f"{kind} {sought}" for kind in kinds)
    return found


def site(text: str) -> str:
    """The name of the first web site that is not everybody's, `acme` of https://jobs.acme.io; else empty."""
    names = (found.lower() for found in _SITE.findall(text))
    return next((name for name in names if name not in _SHARED_SITES), "")

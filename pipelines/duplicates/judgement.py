"""Whether two advertisements are one vacancy: the judgement of pairs, vectorised."""

import numpy as np
from numpy.typing import NDArray

from pipelines.duplicates.ad_columns import MIXED, Ints
from pipelines.duplicates.ads import Ads

Verdicts = NDArray[np.bool_]

# Shares of three-word sequences in common, from which on two texts are of one vacancy …
SAME_TEXT = 0.7  # of one employer's ads with the same title and place
COPIED_TEXT = 0.7  # of an ad and an agency's copy
HEADED_TEXT = 0.4  # of ads whose titles name the advertiser, the place and the same job or none: lists of openings
LATER_TEXT, LATER_TEXT_ELSEWHERE = 0.15, 0.2  # of such where one is posted when the other is gone; if only towns agree
NEAR_TEXT = 0.5  # of first lines that do not name their advertisers or say where
FLOOD_TEXT = 0.98  # of ads that differ in no more than a number, though posted at once
COPIED_TITLE = 0.5  # share of title words in common between a copy and its original
LISTED_JOBS, LISTED_WORDS = 0.6, 3  # share of the shorter list's words in common, and its least words
AT_ONCE_DAYS, OTHER_PAY_DAYS = 1, 14  # within which an employer's second text is another vacancy; if the pay differs
REPOST_DAYS = 90  # an advertisement that returns after longer is another vacancy


def same(ads: Ads, one: Ints, other: Ints) -> Verdicts:
    """Whether the ads of each pair are one vacancy, from the two alone."""
    near = np.maximum(ads.first[one], ads.first[other]) - np.minimum(ads.last[one], ads.last[other]) <= REPOST_DAYS
    verdict = np.zeros(len(near), dtype=bool)
    for rule in (_one_job, _one_header, _a_copy):
        open_pairs = np.flatnonzero(near & ~verdict)
        verdict[open_pairs] = rule(ads, one[open_pairs], other[open_pairs])
    return verdict


def _one_job(ads: Ads, one: Ints, other: Ints) -> Verdicts:
    """One employer's ads for one job in one place, of nearly the same text."""
    verdict: Verdicts = (ads.employer[one] == ads.employer[other]) & (ads.employer[one] >= 0)
    verdict &= (ads.place[one] == ads.place[other]) & (ads.job[one] == ads.job[other])
    rows = np.flatnonzero(verdict)
    one, other = one[rows], other[rows]
    alike = similarity(ads, one, other)
    texts = (alike >= SAME_TEXT) | ((ads.text[one] < 0) & (ads.text[other] < 0))
    verdict[rows] = texts & ~_at_once(ads, one, other, alike)
    return verdict


def _one_header(ads: Ads, one: Ints, other: Ints) -> Verdicts:
    """Ads under one advertiser's name, for the same job or all its openings, that share a town."""
    verdict = _one_advertiser(ads, one, other)
    rows = np.flatnonzero(verdict)
    one, other = one[rows], other[rows]
    here, alike = ads.place[one] == ads.place[other], similarity(ads, one, other)
    later = np.where(here, LATER_TEXT, LATER_TEXT_ELSEWHERE)
    follows, jobs = _one_after_the_other(ads, one, other), _jobs_alike(ads, one, other, alike)
    least = np.where(follows & _same_job(ads, one, other), later, HEADED_TEXT)
    found = (alike >= least) & ~_at_once(ads, one, other, alike)
    found |= follows & (ads.level[one] == ads.level[other]) & _openings_shared(ads, one, other)
    found &= jobs
    verdict[rows] = found & (here | _no_other_town(ads, one, other))
    return verdict


def _a_copy(ads: Ads, one: Ints, other: Ints) -> Verdicts:
    """An ad and its copy by an agency, or by somebody who names no employer."""
    verdict: Verdicts = ~(ads.named[one] & ads.named[other]) & (ads.level[one] == ads.level[other])
    verdict &= ~_own(ads, one, other)
    rows = np.flatnonzero(verdict)
    one, other = one[rows], other[rows]
    here, alike = ads.place[one] == ads.place[other], similarity(ads, one, other)
    titles = _shared(ads.title_words, ads.title[one], ads.title[other]) >= COPIED_TITLE
    lines = ads.is_line[one] & ads.is_line[other] & _one_after_the_other(ads, one, other)
    lines &= (alike >= np.where(here, HEADED_TEXT, NEAR_TEXT)) & _jobs_alike(ads, one, other, alike)
    verdict[rows] = (alike >= COPIED_TEXT) & titles & here | lines & (here | _no_other_town(ads, one, other))
    return verdict


def _own(ads: Ads, one: Ints, other: Ints) -> Verdicts:
    employer: Verdicts = (ads.employer[one] == ads.employer[other]) & (ads.employer[one] >= 0)
    return employer | _one_advertiser(ads, one, other)


def _one_advertiser(ads: Ads, one: Ints, other: Ints) -> Verdicts:
    """Whether the titles, the web sites in the texts, or a title and a site name one advertiser."""
    found = np.zeros(len(one), bool)
    for left in (ads.advertiser, ads.site):
        for right in (ads.advertiser, ads.site):
            found |= (left[one] == right[other]) & (left[one] >= 0)
    return found


def _no_other_town(ads: Ads, one: Ints, other: Ints) -> Verdicts:
    """Whether two name a town in common, or one of them none."""
    shared = _common(ads.town_words, ads.towns[one], ads.towns[other])[0] > 0
    return np.asarray(shared | ads.nowhere[one] | ads.nowhere[other])


def _openings_shared(ads: Ads, one: Ints, other: Ints) -> Verdicts:
    """Whether the texts name an opening in common."""
    left, right = ads.openings[one], ads.openings[other]
    return np.asarray(((left[:, :, None] == right[:, None, :]) & (left[:, :, None] != 0)).any(axis=(1, 2)))


def _at_once(ads: Ads, one: Ints, other: Ints, alike: NDArray[np.float64]) -> Verdicts:
    """Whether one source shows other words at once, or soon with other pay: an employer's two ads for two vacancies.

    A flood of ads that differ in a number is one.
    """
    span = np.maximum(ads.posted_last[one], ads.posted_last[other]) - np.minimum(ads.posted[one], ads.posted[other])
    other_pay = (ads.pay[one] != ads.pay[other]) & (ads.pay[one] != MIXED) & (ads.pay[other] != MIXED)
    one_source: Verdicts = (ads.source[one] == ads.source[other]) & (ads.source[one] != MIXED)
    soon = span <= np.where(other_pay, OTHER_PAY_DAYS, AT_ONCE_DAYS)
    return np.asarray(one_source & (ads.text[one] != ads.text[other]) & (alike < FLOOD_TEXT) & soon)


def _one_after_the_other(ads: Ads, one: Ints, other: Ints) -> Verdicts:
    return np.asarray((ads.begins[one] > ads.ends[other]) | (ads.begins[other] > ads.ends[one]))


def _same_job(ads: Ads, one: Ints, other: Ints) -> Verdicts:
    """Whether two name the same job, or one of them none."""
    left, right = ads.job[one], ads.job[other]
    return np.asarray((left == right) | ~ads.job_words[left].any(axis=1) | ~ads.job_words[right].any(axis=1))


def _jobs_alike(ads: Ads, one: Ints, other: Ints, alike: NDArray[np.float64]) -> Verdicts:
    """Whether two name the same job, one of them none, or of one level the one's words or much of a list of them.

    Under near texts a word in common is enough.
    """
    shared, left, right = _common(ads.job_words, ads.job[one], ads.job[other])
    fewer = np.minimum(left, right)
    among = (shared == fewer) | ((fewer >= LISTED_WORDS) & (shared >= LISTED_JOBS * fewer))
    among |= (shared > 0) & (alike >= NEAR_TEXT)
    return np.asarray((among & (ads.level[one] == ads.level[other])) | _same_job(ads, one, other))


def similarity(ads: Ads, one: Ints, other: Ints) -> NDArray[np.float64]:
    """The share of word sequences that texts have in common, estimated by MinHash; 1 for equal texts."""
    estimate = (ads.minhash[one] == ads.minhash[other]).mean(axis=1)
    estimate = np.where(ads.has_minhash[one] & ads.has_minhash[other], estimate, 0.0)
    return np.where((ads.text[one] == ads.text[other]) & (ads.text[one] >= 0), 1.0, estimate)


def _common(words: NDArray[np.uint32], one: Ints, other: Ints) -> tuple[Ints, Ints, Ints]:
    """How many words two have in common, and how many each has."""
    left, right = words[one], words[other]
    shared = ((left[:, :, None] == right[:, None, :]) & (left[:, :, None] != 0)).any(axis=2).sum(axis=1)
    return shared, (left != 0).sum(axis=1), (right != 0).sum(axis=1)


def _shared(words: NDArray[np.uint32], one: Ints, other: Ints) -> NDArray[np.float64]:
    """Jaccard's share of the words in common."""
    shared, left, right = _common(words, one, other)
    return np.asarray(shared / np.maximum(left + right - shared, 1))

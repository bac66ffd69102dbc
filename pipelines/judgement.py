"""Whether two advertisements are one vacancy: the judgement of pairs, vectorised."""

import numpy as np
from numpy.typing import NDArray

from pipelines.ads import Ads, Ints

SAME_TEXT = 0.7  # share of three-word sequences in common: one employer's ads with the same title and place
COPIED_TEXT = 0.7  # the same, where one of the two is an agency's copy
COPIED_TITLE = 0.5  # share of title words in common between a copy and its original
REPOST_DAYS = 90  # an advertisement that returns after longer is another vacancy


def same(ads: Ads, one: Ints, other: Ints) -> NDArray[np.bool_]:
    """Whether the ads of each pair are one vacancy, from the two alone."""
    near = np.maximum(ads.first[one], ads.first[other]) - np.minimum(ads.last[one], ads.last[other]) <= REPOST_DAYS
    own = (ads.employer[one] == ads.employer[other]) & (ads.employer[one] >= 0)
    copied = ~own & ~(ads.named[one] & ads.named[other]) & (ads.level[one] == ads.level[other])
    same_title = ads.title[one] == ads.title[other]
    possible = np.flatnonzero(near & (ads.place[one] == ads.place[other]) & ((own & same_title) | copied))
    one, other, own, same_title = one[possible], other[possible], own[possible], same_title[possible]
    alike = similarity(ads, one, other)
    texts = np.where(own, (alike >= SAME_TEXT) | ((ads.text[one] < 0) & (ads.text[other] < 0)), alike >= COPIED_TEXT)
    verdict = np.zeros(len(near), dtype=bool)
    verdict[possible] = texts & (same_title | (_titles_alike(ads, one, other) >= COPIED_TITLE))
    return verdict


def similarity(ads: Ads, one: Ints, other: Ints) -> NDArray[np.float64]:
    """The share of word sequences that texts have in common, estimated by MinHash; 1 for equal texts."""
    estimate = (ads.minhash[one] == ads.minhash[other]).mean(axis=1)
    estimate = np.where(ads.has_minhash[one] & ads.has_minhash[other], estimate, 0.0)
    return np.where((ads.text[one] == ads.text[other]) & (ads.text[one] >= 0), 1.0, estimate)


def _titles_alike(ads: Ads, one: Ints, other: Ints) -> NDArray[np.float64]:
    """Jaccard's share of the title words in common."""
    left, right = ads.title_words[ads.title[one]], ads.title_words[ads.title[other]]
    shared = ((left[:, :, None] == right[:, None, :]) & (left[:, :, None] != 0)).any(axis=2).sum(axis=1)
    return np.asarray(shared / np.maximum((left != 0).sum(axis=1) + (right != 0).sum(axis=1) - shared, 1))

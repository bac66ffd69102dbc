"""Surface forms that people write for a label without the taxonomy listing them, by a few rules of English."""

import re
from collections.abc import Iterator

_QUALIFIER = re.compile(r"\s*\([^()]*\)$")
_PLAIN = re.compile(r"[a-z]+(?:-[a-z]+)*(?: [a-z]+(?:-[a-z]+)*)?")
_ARTICLE = re.compile(r"^(?:the|a|an) ")
_SMALL = re.compile(r"\b(?:of|in|on|for|to|with|and|or|by|from|at|as|into|out|up|others?|people|it)\b")
_LIGHT_VERBS = ("use", "utilise", "apply", "perform", "conduct", "practise", "undertake", "employ")
_NOUNS = {
    "administer": "administration", "analyse": "analysis", "assess": "assessment", "audit": "auditing",
    "automate": "automation", "clean": "cleaning", "coach": "coaching", "control": "control",
    "coordinate": "coordination", "cook": "cooking", "deploy": "deployment", "design": "design",
    "detect": "detection", "develop": "development", "drive": "driving", "edit": "editing", "engage": "engagement",
    "evaluate": "evaluation", "forecast": "forecasting", "handle": "handling", "implement": "implementation",
    "inspect": "inspection", "install": "installation", "integrate": "integration", "interpret": "interpretation",
    "keep": "keeping", "maintain": "maintenance", "manage": "management", "map": "mapping", "migrate": "migration",
    "mitigate": "mitigation", "model": "modelling", "monitor": "monitoring", "negotiate": "negotiation",
    "operate": "operation", "optimise": "optimisation", "plan": "planning", "prepare": "preparation",
    "prevent": "prevention", "process": "processing", "program": "programming", "purchase": "purchasing",
    "recruit": "recruitment", "repair": "repair", "research": "research", "schedule": "scheduling",
    "simulate": "simulation", "solve": "solving", "teach": "teaching", "test": "testing", "track": "tracking",
    "train": "training", "translate": "translation", "visualise": "visualisation", "weld": "welding",
    "write": "writing",
}  # fmt: skip


def derived_forms(label: str) -> Iterator[str]:
    """What a label is also called: `Python (computer programming)` is Python, `manage projects` project management,
    `utilise machine learning` machine learning. The label itself is not among them."""
    short = _QUALIFIER.sub("", label)
    if short != label:
        yield short
    verb, _, rest = short.partition(" ")
    rest = _ARTICLE.sub("", rest)
    if not _PLAIN.fullmatch(rest) or _SMALL.search(rest):
        return
    if verb in _LIGHT_VERBS and " " in rest:
        yield rest
    if verb in _NOUNS:
        yield f"{rest} {_NOUNS[verb]}"
        yield f"{_singular(rest)} {_NOUNS[verb]}"


def _singular(phrase: str) -> str:
    if len(phrase) < 4 or not phrase.endswith("s") or phrase.endswith(("ss", "us", "is", "ics")):
        return phrase
    return phrase[:-3] + "y" if phrase.endswith("ies") else phrase[:-1]

"""Pages of attribution: how people ask for one, and which rule it is under."""

import re

from bot.shown import Page
from metrics.attribution.answering import page_name
from metrics.attribution.base import NAME
from metrics.attribution.rules import Rule
from metrics.period_words import read_period

_NAMES = "|".join(Rule)
# "by last", but not "last month": first and last alone belong to the days.
_RULE = re.compile(
    rf"\b(?:by|with|under|model) (?:the )?({_NAMES})(?:[ -](?:touch|click|based|rule|model))*\b"
    r"|\b(first|last)[ -](?:touch|click)\b|\b(linear|position|decay|markov|shapley)(?: (?:rule|model))?\b",
    re.IGNORECASE,
)
# What is shown anyway, and words that people write around it.
_FILLERS = re.compile(r"\b(?:by (?:rule|model|channel)s?|for|the|of|in|over|all|rules|models|show|me|please|side)\b")


def read_attribution(text: str) -> Page | None:
    """The page that is meant by the words after "attribution"; None where they say anything else besides."""
    rules = {Rule(next(filter(None, match.groups())).lower()) for match in _RULE.finditer(text)}
    days = " ".join(_FILLERS.sub(" ", _RULE.sub(" ", text).lower()).replace(",", " ").split())
    period = read_period(days) if days else None
    if len(rules) > 1 or (days and period is None):
        return None
    return Page(page_name(next(iter(rules), None)), period)


def is_attribution(page: Page) -> bool:
    """Whether the page is one of these."""
    return page.name.partition(" ")[0] == NAME


def rule_of(page: Page) -> Rule | None:
    """The rule that it is under; None where it shows all of them."""
    return next((rule for rule in Rule if page.name == page_name(rule)), None)

"""The words after `/kpi`: read as what is to be shown, or asked about. `Shown.words` writes them."""

from bot.language.draft import DIMENSIONS
from bot.language.reading import LONGEST_TEXT, read_question
from bot.language.trouble import NotUnderstood, Trouble, Why
from bot.shown import words_of

__all__ = ["DIMENSIONS", "LONGEST_TEXT", "NotUnderstood", "Trouble", "Why", "read_question", "words_of"]

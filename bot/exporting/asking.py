"""What becomes of a reply that is wanted as a file."""

from collections.abc import Sequence

from bot.command import Export, Reply, Say, Show
from bot.exporting.forms import Form
from bot.views.exporting import exporting_instead, no_file_of_that, one_form_at_a_time


def as_file(forms: Sequence[Form], reply: Reply) -> Reply:
    """The same, to be handed over in that form; a sentence where it is no number, or where two forms are wanted."""
    if len(forms) > 1:
        return Say(one_form_at_a_time())
    match reply:
        case Show(shown) | Export(shown):
            return Export(shown, forms[0])
        case Say(message):
            return Say(exporting_instead(message, forms[0]))
    return Say(no_file_of_that())

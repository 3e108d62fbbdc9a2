"""What is said of an answer that is handed over as a file, and why there is none."""

from dataclasses import replace

from bot.drawing import Drawing
from bot.exporting.forms import Form
from bot.shown import Showable
from bot.views.action_ids import ASK
from bot.views.blocks import Element, clipped
from bot.views.message import Block, Message
from bot.views.notices import plain_sentence
from metrics.answer.wording import day_text, freshness_text, period_text

_EXAMPLES = "/kpi revenue 90d as csv, /kpi export finance 2026-10 as pdf"
# What whoever runs the bot can do about a refusal of Slack's.
_REMEDIES = {
    "missing_scope": "the app needs the scope files:write, and im:write to write to you directly",
    "file_uploads_disabled": "this workspace allows no uploads",
    "file_uploads_except_images_disabled": "this workspace allows no uploads but pictures",
    "storage_limit_reached": "the workspace's room for files is used up",
}


def export_what() -> Message:
    """Nothing was named."""
    return plain_sentence(f"Write what you want as a file, for example: {_EXAMPLES}")


def no_file_of_that() -> Message:
    """What is asked is no number."""
    return plain_sentence(
        f"I make files of numbers and pages: whatever /kpi answers with one. For example: {_EXAMPLES}"
    )


def one_form_at_a_time() -> Message:
    """Two were named."""
    return plain_sentence("Ask for one file at a time: as csv, or as pdf.")


def exporting_instead(message: Message, form: Form) -> Message:
    """The same suggestions of questions, each of which hands over a file where it is pressed."""
    return replace(message, blocks=tuple(_exporting(block, form) for block in message.blocks))


def file_words(content: Drawing, form: Form) -> str:
    """What stands beside the file: what it is of, how old, and the snapshot that it can be tied to."""
    facts = [f"{content.title}, {period_text(content.period)}, as {form.upper()}."]
    if content.freshness:
        facts.append(freshness_text(content.freshness))
    if content.snapshot:
        facts.append(f"Snapshot {content.snapshot.id}, {day_text(content.snapshot.published_at.date())}.")
    return " ".join(facts)


def file_is_there(shown: Showable, form: Form) -> Message:
    """In place of what stood where it was asked."""
    return plain_sentence(f"{shown.title} as {form.upper()}: the file is below.")


def file_is_with_you(shown: Showable, form: Form) -> Message:
    """For who asked where the bot may not write, or where nobody else is to read it."""
    return plain_sentence(f"{shown.title} as {form.upper()}: I sent you the file in our direct messages.")


def file_refused(shown: Showable, form: Form, code: str) -> Message:
    """Slack did not take it. The number is still to be had."""
    remedy = _REMEDIES.get(code)
    why = f"{code}: {remedy}" if remedy else code or "it did not say why"
    words = clipped(shown.words, 200)
    return plain_sentence(f"Slack did not take {shown.title} as {form.upper()} ({why}). The numbers: /kpi {words}")


def no_file(shown: Showable, reason: str) -> Message:
    """It could not be made."""
    return plain_sentence(f"There is no file of {shown.title}. {reason}")


def _exporting(block: Block, form: Form) -> Block:
    if block["type"] != "actions":
        return block
    return {**block, "elements": [_pressed(each, form) for each in block["elements"]]}


def _pressed(element: Element, form: Form) -> Element:
    if not str(element.get("action_id")).startswith(ASK) or "value" not in element:
        return element
    return {**element, "value": f"{element['value']} as {form}"}

"""`kpibot ask`: the answer that `/kpi` gives, on a terminal or for a script."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.answer_json import answer_to_json
from bot.answering import Answering
from bot.company_database import open_company_database
from bot.language import NotUnderstood, read_question
from bot.settings import load_settings
from metrics.answer import Answer
from metrics.answer.wording import sentence
from metrics.question import Question


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("ask")(ask)


def ask(
    words: Annotated[list[str], typer.Argument(help="What to ask, as after /kpi: ltvcac 90d, cac by channel, …")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    png: Annotated[Path | None, typer.Option(help="Write the picture to this file.")] = None,
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The latest day that may count.")] = None,
) -> None:
    """Answer what `/kpi WORDS` answers."""
    question = read_question(" ".join(words), as_of=as_of.date() if as_of else None)
    if isinstance(question, NotUnderstood):
        sys.stderr.write(f"kpibot: {_explanation(question)}\n")
        raise typer.Exit(2)
    answer = _answer(question)
    if png is not None:
        _write_picture(answer, png)
    if as_json:
        sys.stdout.write(json.dumps(answer_to_json(answer), ensure_ascii=False) + "\n")
    else:
        Console().print(sentence(answer), highlight=False, markup=False, soft_wrap=True)


def _answer(question: Question) -> Answer:
    settings = load_settings()
    with open_company_database(settings) as database:
        return Answering(database, settings.zone, settings.currency, lambda: datetime.now(UTC)).answer(question)


def _write_picture(answer: Answer, file: Path) -> None:
    # Matplotlib takes most of a second to import; who asks for no picture does not wait for it.
    from charts import render_png  # noqa: PLC0415

    file.write_bytes(render_png(answer))


def _explanation(misread: NotUnderstood) -> str:
    if not misread.text.strip():
        return "Ask for a metric, for example: kpibot ask ltvcac 90d"
    text = f"I don't know what {misread.unknown!r} is."
    if misread.understood:
        text = f"I read {misread.understood}, but not {misread.unknown!r}."
    if misread.suggestions:
        text += f" Did you mean: {', '.join(misread.suggestions)}?"
    return text

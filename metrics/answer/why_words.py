"""What moved a number, in words: the same in a message, on its picture, in alt text, in an alert and in the digest."""

from collections.abc import Iterator
from decimal import Decimal

from metrics.answer.kinds import Unit
from metrics.answer.model import Answer
from metrics.answer.numbers import change_text, step_places, value_text
from metrics.answer.why import Cause, Step, Steps
from metrics.answer.wording import headline_text

# A step that is a smaller part of all that moved is left to the list.
_WORTH_NAMING = Decimal("0.10")
_MOST_NAMED = 3
_IN_ITS_UNIT = frozenset({Unit.DAYS, Unit.MONTHS})


def why_sentence(answer: Answer) -> str:
    """The change and what moved it: "CAC rose 23.2% to $91.20: meta's ad spend rose by $8,200 (+17.0 points), …".

    Empty where that is not known.
    """
    if answer.why is None or answer.value is None or answer.previous is None:
        return ""
    steps = answer.why.best.steps
    said = f"{answer.title} {_moved(answer)}"
    if not steps:
        return f"{said}, and so did all that goes into it."
    return f"{said}: {named_text(answer)}."


def named_text(answer: Answer) -> str:
    """The largest steps, each with how far it moved the number, and all else together; empty where none is known."""
    steps = answer.why.best.steps if answer.why else ()
    named = named_steps(steps)
    texts = [_named(step, answer) for step in named]
    rest = rest_of(steps[len(named) :])
    left = effect_text(rest, answer) if rest else ""
    if any(digit in "123456789" for digit in left):
        texts.append(f"all else {left}")
    return ", ".join(texts)


def _named(step: Step, answer: Answer) -> str:
    """A channel's part of the very number needs no verb: "meta +$900 (+4.1 points)"."""
    if step.member and _is_itself(step, answer):
        return f"{step.member} {_both(step, answer)}"
    return f"{step_text(step, answer)} ({effect_text(step, answer)})"


def named_steps(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The largest steps: no more than so many, and none that hardly counts; the first is always one of them."""
    all_of_it = sum((abs(step.effect) for step in steps), Decimal(0))
    large = [step for step in steps if abs(step.effect) >= all_of_it * _WORTH_NAMING]
    return tuple((large or list(steps[:1]))[:_MOST_NAMED])


def rest_of(steps: tuple[Step, ...]) -> Step | None:
    """Several steps as one; None where there are none."""
    if not steps:
        return None
    points = [step.points for step in steps]
    whole = None if None in points else sum((each for each in points if each is not None), Decimal(0))
    return Step(f"{len(steps)} smaller", sum((step.effect for step in steps), Decimal(0)), points=whole)


def step_name(step: Step, answer: Answer) -> str:
    """What moved it, as short as a picture needs it: "meta · ad spend"."""
    if not step.member:
        return _capital(step.of)
    return step.member if _is_itself(step, answer) else f"{step.member} · {_within(step.of)}"


def step_text(step: Step, answer: Answer) -> str:
    """What moved it and how far: "meta's ad spend rose by $8,200", "tiktok's share of orders fell from 31% to 24%"."""
    subject = step.member if step.member and _is_itself(step, answer) else _subject(step)
    if step.now is None:
        return subject
    if step.before is None:
        is_told = abs(step.now - step.effect) < 1
        return subject if is_told else f"{subject} of {_value(step.now, step, answer)}"
    if step.before == step.now:
        return f"{subject} stayed at {_value(step.now, step, answer)}"
    verb = "rose" if step.now > step.before else "fell"
    if step.cause is Cause.AMOUNT and step.unit in {Unit.MONEY, Unit.COUNT}:
        return f"{subject} {verb} by {_value(abs(step.now - step.before), step, answer)}"
    return f"{subject} {verb} from {_value(step.before, step, answer)} to {_value(step.now, step, answer)}"


def effect_text(step: Step, answer: Answer) -> str:
    """How far it moved the number: in points of the number before, or of a percentage, else in its unit.

    A duration moves by days or months: of it nobody thinks in percent.
    """
    if step.points is not None and answer.unit not in _IN_ITS_UNIT:
        return _signed(step.points, f"{abs(step.points) * 100:,.1f} points")
    return amount_text(step.effect, answer)


def amount_text(effect: Decimal, answer: Answer) -> str:
    """How far in its own unit, with its sign: "+$9.00", "−0.42 points"."""
    if answer.unit is Unit.FRACTION:
        return _signed(effect, f"{abs(effect) * 100:,.2f} points")
    places = step_places(answer.previous or Decimal(0), answer.value or Decimal(0), answer.unit)
    return _signed(effect, value_text(abs(effect), answer.unit, answer.currency, places).removesuffix(":1"))


def steps_text(way: Steps, answer: Answer, most: int) -> Iterator[tuple[str, str]]:
    """Each step with how far it moved the number, in its unit and in points; those beyond `most` as one."""
    shown = way.steps if len(way.steps) <= most else way.steps[: most - 1]
    for step in shown:
        is_member = step.member and _is_itself(step, answer)
        yield step.member if is_member else step_text(step, answer), _both(step, answer)
    rest = rest_of(way.steps[len(shown) :])
    if rest is not None and rest.effect:
        yield rest.of, _both(rest, answer)


def _is_itself(step: Step, answer: Answer) -> bool:
    """Whether it is a group's part of the very number: "meta" alone says it."""
    is_named = step.of.casefold() in {answer.title.casefold(), answer.definition.casefold()}
    return is_named and step.cause is Cause.AMOUNT


def _subject(step: Step) -> str:
    whose = f"{step.member}'" if step.member.endswith("s") else f"{step.member}'s"
    return f"{whose} {_within(step.of)}" if step.member else step.of


def _within(of: str) -> str:
    """A title inside a sentence: "average order value", but "CAC"."""
    return of if of[1:2].isupper() else f"{of[:1].lower()}{of[1:]}"


def _both(step: Step, answer: Answer) -> str:
    amount, effect = amount_text(step.effect, answer), effect_text(step, answer)
    return amount if amount == effect else f"{amount} ({effect})"


def _moved(answer: Answer) -> str:
    """ "rose 23.2% to $91.20"; in other words where there is no percentage."""
    now, moved = headline_text(answer), change_text(answer.change) if answer.change else ""
    if moved[:1] in {"+", "−"}:
        return f"{'rose' if moved[0] == '+' else 'fell'} {moved[1:]} to {now}"
    if answer.value == answer.previous:
        return f"stayed at {now}"
    rose = (answer.value or Decimal(0)) > (answer.previous or Decimal(0))
    before = value_text(answer.previous or Decimal(0), answer.unit, answer.currency)
    return f"{'rose' if rose else 'fell'} from {before} to {now}"


def _value(value: Decimal, step: Step, answer: Answer) -> str:
    return value_text(value, step.unit, answer.currency)


def _signed(value: Decimal, text: str) -> str:
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{text}"


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"

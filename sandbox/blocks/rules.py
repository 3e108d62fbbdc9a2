"""A small language for what a JSON value may be. Every rule reports all that is wrong, and where."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from sandbox.payload import Json


@dataclass(frozen=True)
class Finding:
    """One fault of a payload. `pointer` is a JSON pointer into it."""

    code: str
    message: str
    pointer: str
    constraint: object = None

    def as_json(self) -> Json:
        """The finding as blocks.validate answers it."""
        return {
            "code": self.code,
            "message": self.message,
            "field": self.pointer.rsplit("/", 1)[-1],
            "pointer": self.pointer,
            "constraint": self.constraint,
        }

    def as_text(self) -> str:
        """The finding as the `errors` of chat.postMessage show it."""
        return f"{self.message} [json-pointer:{self.pointer}]"


class Rule(Protocol):
    """Checks one value."""

    def check(self, value: object, pointer: str) -> Iterator[Finding]:
        """Everything that is wrong with the value."""
        ...


@dataclass(frozen=True)
class Text:
    """A string within limits."""

    most: int
    least: int = 0
    starts: tuple[str, ...] = ()

    def check(self, value: object, pointer: str) -> Iterator[Finding]:
        """Everything that is wrong with the value."""
        if not isinstance(value, str):
            yield Finding("invalid_type", "must be a string", pointer)
        elif len(value) > self.most:
            yield Finding("too_long", f"must be less than {self.most + 1} characters", pointer, self.most)
        elif len(value) < self.least:
            yield Finding("too_short", f"must be more than {self.least - 1} characters", pointer, self.least)
        elif self.starts and not value.startswith(self.starts):
            yield Finding("invalid_url", "must be a valid URL", pointer, list(self.starts))


@dataclass(frozen=True)
class Number:
    """A number within limits; `above` excludes its own value."""

    least: float | None = None
    most: float | None = None
    above: float | None = None
    whole: bool = False

    def check(self, value: object, pointer: str) -> Iterator[Finding]:
        """Everything that is wrong with the value."""
        kinds = int if self.whole else (int, float)
        if isinstance(value, bool) or not isinstance(value, kinds):
            yield Finding("invalid_type", "must be an integer" if self.whole else "must be a number", pointer)
        elif self.above is not None and value <= self.above:
            yield Finding("out_of_range", f"must be greater than {self.above:g}", pointer, self.above)
        elif self.least is not None and value < self.least:
            yield Finding("out_of_range", f"must be at least {self.least:g}", pointer, self.least)
        elif self.most is not None and value > self.most:
            yield Finding("out_of_range", f"must be at most {self.most:g}", pointer, self.most)


@dataclass(frozen=True)
class Flag:
    """True or false."""

    def check(self, value: object, pointer: str) -> Iterator[Finding]:
        """Everything that is wrong with the value."""
        if not isinstance(value, bool):
            yield Finding("invalid_type", "must be a boolean", pointer)


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    words: tuple[object, ...]

    def check(self, value: object, pointer: str) -> Iterator[Finding]:
        """Everything that is wrong with the value."""
        if value not in self.words:
            allowed = ", ".join(map(str, self.words))
            yield Finding("invalid_value", f"must be one of: {allowed}", pointer, list(self.words))


@dataclass(frozen=True)
class Anything:
    """A value that Slack does not look into."""

    def check(self, value: object, pointer: str) -> Iterator[Finding]:  # noqa: ARG002  # a rule without demands
        """Nothing is wrong with any value."""
        return iter(())


@dataclass(frozen=True)
class Nullable:
    """Null, or what the inner rule takes."""

    rule: Rule

    def check(self, value: object, pointer: str) -> Iterator[Finding]:
        """Everything that is wrong with the value."""
        if value is not None:
            yield from self.rule.check(value, pointer)


@dataclass(frozen=True)
class Items:
    """A list within limits, each item by the same rule."""

    rule: Rule
    most: int
    least: int = 1

    def check(self, value: object, pointer: str) -> Iterator[Finding]:
        """Everything that is wrong with the value."""
        if not isinstance(value, list):
            yield Finding("invalid_type", "must be an array", pointer)
            return
        if len(value) > self.most:
            yield Finding("too_many", f"no more than {self.most} items allowed", pointer, self.most)
        if len(value) < self.least:
            yield Finding("too_few", f"no fewer than {self.least} items allowed", pointer, self.least)
        for index, item in enumerate(value):
            yield from self.rule.check(item, f"{pointer}/{index}")


@dataclass(frozen=True)
class Shape:
    """An object with known fields only. `also` looks at the whole once its parts are right."""

    fields: Mapping[str, Rule]
    required: tuple[str, ...] = ()
    exactly_one: tuple[str, ...] = ()
    at_least_one: tuple[str, ...] = ()
    also: Callable[[Json, str], Iterator[Finding]] | None = field(default=None, compare=False)

    def check(self, value: object, pointer: str) -> Iterator[Finding]:
        """Everything that is wrong with the value."""
        if not isinstance(value, dict):
            yield Finding("invalid_type", "must be an object", pointer)
            return
        found = [*self._of_the_whole(value, pointer), *self._of_the_fields(value, pointer)]
        yield from found
        if self.also is not None and not found:
            yield from self.also(value, pointer)

    def _of_the_whole(self, value: Json, pointer: str) -> Iterator[Finding]:
        for name in self.required:
            if name not in value:
                yield Finding("missing_field", f"missing required field: {name}", f"{pointer}/{name}", "required")
        given = [name for name in self.exactly_one if name in value]
        if self.exactly_one and len(given) != 1:
            names = ", ".join(self.exactly_one)
            yield Finding("exactly_one", f"must have exactly one of: {names}", pointer, list(self.exactly_one))
        if self.at_least_one and not any(name in value for name in self.at_least_one):
            names = ", ".join(self.at_least_one)
            yield Finding("at_least_one", f"must have at least one of: {names}", pointer, list(self.at_least_one))

    def _of_the_fields(self, value: Json, pointer: str) -> Iterator[Finding]:
        for name, item in value.items():
            rule = self.fields.get(name)
            if rule is None:
                yield Finding("unknown_field", f"invalid additional property: {name}", f"{pointer}/{name}")
            else:
                yield from rule.check(item, f"{pointer}/{name}")


@dataclass(frozen=True)
class ByType:
    """An object whose `type` says which rule it follows. `rules` may be filled later, for shapes that nest."""

    rules: Mapping[str, Rule]

    def check(self, value: object, pointer: str) -> Iterator[Finding]:
        """Everything that is wrong with the value."""
        if not isinstance(value, dict):
            yield Finding("invalid_type", "must be an object", pointer)
            return
        rule = self.rules.get(str(value.get("type")))
        if rule is None:
            allowed = sorted(self.rules)
            yield Finding("unsupported_type", f"unsupported type: {value.get('type')}", f"{pointer}/type", allowed)
        else:
            yield from rule.check(value, pointer)

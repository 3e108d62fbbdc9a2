"""Matches a file's header to a contract: which field each column is, what is missing, what is not known."""

from collections.abc import Sequence
from dataclasses import dataclass

from etl.contracts import Contract, Field
from etl.importing.errors import ImportFileError


@dataclass(frozen=True)
class Header:
    """The field of each column, None where the contract has none; and what a person should know about them."""

    fields: tuple[Field | None, ...]
    warnings: tuple[str, ...]


def match_header(contract: Contract, names: Sequence[str], file: str) -> Header:
    """Match column names to the contract. Raises ImportFileError for a header that is not this source's."""
    by_name = {name: field for field in contract.accepted for name in (field.name, *field.aliases)}
    fields = tuple(by_name.get(name) for name in names)
    _refuse_missing(contract, fields, names, file)
    _refuse_repeated(fields, names, file)
    unknown = [name or "(no name)" for name, field in zip(names, fields, strict=True) if field is None]
    warnings = (
        (f"Columns that {contract.source} does not have were left out: {', '.join(unknown)}.",) if unknown else ()
    )
    return Header(fields, warnings)


def _refuse_missing(contract: Contract, fields: Sequence[Field | None], names: Sequence[str], file: str) -> None:
    missing = [field.name for field in contract.accepted if field.required and field not in fields]
    if missing:
        raise ImportFileError(
            f"{file} is not a file of {contract.source}: its header lacks {', '.join(missing)} "
            f"(it has {', '.join(names)[:200]})."
        )


def _refuse_repeated(fields: Sequence[Field | None], names: Sequence[str], file: str) -> None:
    for field in {field for field in fields if field is not None}:
        columns = [name for name, other in zip(names, fields, strict=True) if other == field]
        if len(columns) > 1:
            raise ImportFileError(
                f"{file} brings {field.name} more than once ({', '.join(columns)}): keep one of them."
            )

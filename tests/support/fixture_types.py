"""The shapes of shared fixtures, for annotations."""

from collections.abc import Callable

from etl.importing import ImportSummary

ImportText = Callable[..., ImportSummary]
Rows = Callable[[str], list[tuple[object, ...]]]

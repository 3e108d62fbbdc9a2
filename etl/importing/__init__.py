"""Import of files into source tables: one file is one transaction, and nothing is lost silently."""

from etl.importing.errors import ImportFileError
from etl.importing.forecasts import MetricNames
from etl.importing.importer import Counts, ImportSummary, import_file

__all__ = ["Counts", "ImportFileError", "ImportSummary", "MetricNames", "import_file"]

"""A sample company to try kpibot with: two years of a small shop, made the same way on every machine."""

from etl.sample.files import SampleFiles, write_sample_company
from etl.sample.ugly import UGLY_ROWS, Outcome, UglyRow

__all__ = ["UGLY_ROWS", "Outcome", "SampleFiles", "UglyRow", "write_sample_company"]

"""Answer -> PNG: one theme, one file for each kind of chart."""

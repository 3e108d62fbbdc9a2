"""Every metric, one declaration each, in a file for each section; and how to find one by what people type."""

from metrics.catalogue.registry import METRICS, SECTIONS, find_metric, nearest_metrics, normalized

__all__ = ["METRICS", "SECTIONS", "find_metric", "nearest_metrics", "normalized"]

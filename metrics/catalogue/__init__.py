"""Every metric, one declaration each, in a file for each section; and how to find one by what people type."""

from metrics.catalogue.registry import METRICS, find_metric, nearest_metrics

__all__ = ["METRICS", "find_metric", "nearest_metrics"]

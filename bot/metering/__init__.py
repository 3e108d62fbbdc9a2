"""Numbers of kpibot itself, for Prometheus."""

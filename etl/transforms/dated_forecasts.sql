-- What finance expects, under the first day of its month.
SELECT f.month, f.metric, f.scenario, f.value FROM forecasts f

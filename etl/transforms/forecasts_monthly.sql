-- What finance expects of each month, as it stands.
SELECT month, metric, scenario, value, 1 AS rows FROM dated_forecasts

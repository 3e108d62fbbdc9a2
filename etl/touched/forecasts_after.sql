SELECT f.*
FROM forecasts f
WHERE (f.month, f.metric, f.scenario) IN (SELECT month, metric, scenario FROM changed_forecasts)

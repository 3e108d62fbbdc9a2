-- What each variant has done by the end of each day, as it stands.
SELECT experiment_key, day, variant, is_control, users, conversions, revenue, revenue_squared, 1 AS rows
FROM dated_experiment_results

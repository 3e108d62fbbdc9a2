SELECT x.*
FROM experiment_results x
WHERE (x.experiment_key, x.day, x.variant) IN (SELECT experiment_key, day, variant FROM changed_experiment_results)

-- Each experiment as it stands.
SELECT filed_under, experiment_key, design, 1 AS rows FROM dated_experiments

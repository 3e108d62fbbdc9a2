SELECT c.experiment_key, c.day, c.variant, c.is_control, c.users, c.conversions, c.revenue, c.revenue_squared
FROM changed_experiment_results c
WHERE c.existed

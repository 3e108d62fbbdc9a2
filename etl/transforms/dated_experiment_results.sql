-- What each variant has done by the end of each day.
SELECT r.experiment_key, r.day, r.variant, r.is_control, r.users, r.conversions, r.revenue, r.revenue_squared
FROM experiment_results r

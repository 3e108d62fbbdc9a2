SELECT
    c.key, c.name, c.kind, c.status, c.hypothesis, c.started_on, c.ended_on, c.primary_metric, c.success_threshold,
    c.alpha, c.power, c.planned_users, c.allocation
FROM changed_experiments c
WHERE c.existed

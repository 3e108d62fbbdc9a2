-- Each experiment as it was designed, under the day on which it began (1970 for one that has none yet), in one text:
-- the text is the same for the same design.
SELECT
    coalesce(e.started_on, date '1970-01-01') AS filed_under,
    e.key AS experiment_key,
    -- Decimals as text without the zeros at their end, so that 0.050 is the design that 0.05 is.
    CAST(
        jsonb_build_object(
            'key', e.key,
            'name', e.name,
            'kind', e.kind,
            'status', e.status,
            'hypothesis', e.hypothesis,
            'started_on', CAST(e.started_on AS text),
            'ended_on', CAST(e.ended_on AS text),
            'primary_metric', e.primary_metric,
            'success_threshold', rtrim(rtrim(CAST(CAST(e.success_threshold AS numeric(27, 12)) AS text), '0'), '.'),
            'alpha', rtrim(rtrim(CAST(CAST(e.alpha AS numeric(27, 12)) AS text), '0'), '.'),
            'power', rtrim(rtrim(CAST(CAST(e.power AS numeric(27, 12)) AS text), '0'), '.'),
            'planned_users', e.planned_users,
            'allocation', e.allocation
        ) AS text
    ) AS design
FROM experiments e

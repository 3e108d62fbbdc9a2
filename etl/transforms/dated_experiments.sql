-- Each experiment as it was designed, under the day on which it began (1970 for one that has none yet), in one text:
-- the text is the same for the same design.
SELECT
    coalesce(e.started_on, date '1970-01-01') AS filed_under,
    e.key AS experiment_key,
    CAST(to_jsonb(e) AS text) AS design
FROM experiments e

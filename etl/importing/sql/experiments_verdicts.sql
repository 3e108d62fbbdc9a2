-- Why an experiment can't be taken, where its cells are right one by one but not together.
SELECT
    s.line,
    CASE
        WHEN s.ended_on < s.started_on THEN 'ended_on lies before started_on'
        WHEN s.status <> 'draft' AND s.started_on IS NULL THEN 'started_on is empty, and only a draft has not begun'
    END AS reason
FROM staged_experiments s

-- How many rows of each source and local day have a channel that no mapping knows, by its spelling as it stands in them.
SELECT 'orders' AS source, day, unknown_channel AS spelling, count(*) AS rows
FROM dated_orders
WHERE unknown_channel IS NOT NULL
GROUP BY day, unknown_channel
UNION ALL
SELECT 'spend' AS source, day, unknown_channel AS spelling, count(*) AS rows
FROM dated_spend
WHERE unknown_channel IS NOT NULL
GROUP BY day, unknown_channel
UNION ALL
SELECT 'touchpoints' AS source, day, unknown_channel AS spelling, count(*) AS rows
FROM dated_touchpoints
WHERE unknown_channel IS NOT NULL
GROUP BY day, unknown_channel

-- A company of some :orders orders over four years, as a shop that sells subscriptions has them: seven customers in ten
-- come once, two return, one subscribes. Rows lie in the order of time, as they do where they came one by one.
CREATE TEMP TABLE customers ON COMMIT DROP AS
SELECT
    c,
    kind,
    CASE kind WHEN 'once' THEN 1 WHEN 'returning' THEN 2 + floor(-ln(1 - random()) * 3)::int ELSE 1 + floor(-ln(1 - random()) * 14 / months)::int END AS orders,
    CASE kind WHEN 'subscribing' THEN 30.44 * months ELSE 20 + random() * 90 END * interval '1 day' AS gap,
    CASE kind WHEN 'subscribing' THEN months END AS months,
    (ARRAY['meta', 'tiktok', 'other'])[1 + floor(random() * 3)::int] AS channel,
    -- More and more of them.
    timestamptz '2022-11-22Z' + sqrt(random()) * interval '1461 days' AS first_at
FROM (
    SELECT
        c,
        CASE WHEN dice < 0.7 THEN 'once' WHEN dice < 0.9 THEN 'returning' ELSE 'subscribing' END AS kind,
        CASE WHEN random() < 0.8 THEN 1 WHEN random() < 0.3 THEN 3 ELSE 12 END AS months
    FROM (SELECT c, random() AS dice FROM generate_series(1, CAST(:orders * 0.51 AS integer)) AS c) AS drawn
) AS kinds;

INSERT INTO orders (id, customer_id, ordered_at, gross_amount, cogs, currency, channel, subscription_id, interval_months)
SELECT
    'o' || lpad((row_number() OVER ())::text, 9, '0'),
    'c' || c, at, amount, round(amount * 0.35, 2), 'CAD', channel,
    CASE WHEN months IS NOT NULL THEN 's' || c END,
    months
FROM (
    SELECT c, channel, months, first_at + nth * gap AS at, round((20 + random() * 100)::numeric, 2) AS amount
    FROM customers
    CROSS JOIN LATERAL generate_series(0, orders - 1) AS nth
    WHERE first_at + nth * gap < timestamptz '2026-11-22Z'
    ORDER BY first_at + nth * gap
) AS in_time;

INSERT INTO refunds (id, order_id, refunded_at, amount)
SELECT 'r' || id, id, ordered_at + (3 + random() * 30) * interval '1 day', round(gross_amount * CASE WHEN random() < 0.5 THEN 1 ELSE 0.4 END, 2)
FROM orders
WHERE random() < 0.05;

INSERT INTO spend (day, channel, campaign, amount, currency, impressions, clicks, conversions)
SELECT day, channel, 'campaign ' || n, 50 + n * 10, 'CAD', 9000, 120, 4
FROM generate_series(timestamp '2022-11-22', '2026-11-21', '1 day') AS day
CROSS JOIN unnest(ARRAY['meta', 'tiktok', 'other']) AS channel
CROSS JOIN generate_series(1, 5) AS n;

INSERT INTO expenses (day, category, amount, currency)
SELECT day, category, 40000, 'CAD'
FROM generate_series(timestamp '2022-12-01', '2026-11-01', '1 month') AS day
CROSS JOIN unnest(ARRAY['payroll', 'rent', 'software']) AS category;

INSERT INTO cash_balances (day, balance, currency)
SELECT day, 500000 + extract(epoch FROM day) / 86400, 'CAD'
FROM generate_series(timestamp '2022-11-22', '2026-11-21', '1 day') AS day;

-- First orders by their local day and by what their customers had touched before: each touch as its channel and how many
-- local days it lies before, the earliest first. Nothing, where nothing was touched in the days that count.
-- Only the last 200 touches: a longer path would not fit into an index.
WITH touches AS (
    SELECT
        o.id,
        o.day,
        o.gross_amount,
        t.touched_at,
        t.channel,
        -- Where clocks go back over midnight, an earlier moment may lie on a later day.
        t.channel || ' ' || CAST(greatest(o.day - t.day, 0) AS text) AS touch,
        row_number() OVER (PARTITION BY o.id ORDER BY t.touched_at DESC, t.channel COLLATE "C" DESC) AS back
    FROM dated_orders o
    LEFT JOIN dated_touchpoints t
        ON t.customer_id = o.customer_id
        AND t.touched_at <= o.ordered_at
        AND t.day >= o.day - CAST(:attribution_days AS integer)
    WHERE o.is_first
),
converted AS (
    SELECT
        id,
        day,
        gross_amount,
        coalesce(string_agg(touch, ', ' ORDER BY touched_at, channel COLLATE "C"), '') AS path
    FROM touches
    WHERE back <= 200
    GROUP BY id, day, gross_amount
)
SELECT day, path, count(*) AS conversions, sum(gross_amount) AS revenue
FROM converted
GROUP BY day, path

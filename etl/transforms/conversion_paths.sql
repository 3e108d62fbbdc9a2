-- First orders by their local day and by what their customers had touched before: each touch as its channel and how many
-- local days it lies before, the earliest first. Nothing, where nothing was touched in the days that count.
-- Only the last 200 touches: a longer path would not fit into an index.
SELECT day, path, count(*) AS conversions, sum(gross_amount) AS revenue
FROM (
    SELECT
        o.id,
        o.day,
        o.gross_amount,
        array_to_string(
            (
                array_agg(
                    -- Where clocks go back over midnight, an earlier moment may lie on a later day.
                    t.channel || ' ' || greatest(o.day - t.day, 0)
                    ORDER BY t.touched_at, t.channel COLLATE "C"
                )
            )[greatest(count(t.day) - 199, 1)::integer:],
            ', '
        ) AS path
    FROM dated_orders o
    LEFT JOIN dated_touchpoints t
        ON t.customer_id = o.customer_id
        AND t.touched_at <= o.ordered_at
        AND t.day >= o.day - CAST(:attribution_days AS integer)
    WHERE o.is_first
    GROUP BY o.id, o.day, o.gross_amount
) AS converted
GROUP BY day, path

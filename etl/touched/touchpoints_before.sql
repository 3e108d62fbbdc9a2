-- The touched customers' touchpoints as the last snapshot saw them: those untouched since, and the images of the others.
SELECT t.customer_id, t.touched_at, t.channel
FROM touchpoints t
WHERE t.customer_id IN (SELECT customer_id FROM touched_customers)
    AND NOT EXISTS (
        SELECT
        FROM changed_touchpoints c
        WHERE c.customer_id = t.customer_id AND c.touched_at = t.touched_at AND c.channel = t.channel
    )
UNION ALL
SELECT c.customer_id, c.touched_at, c.channel
FROM changed_touchpoints c
WHERE c.existed

-- Customers who contribute to any aggregate row between two days: by an order or a refund in them, by an order in the
-- month before them (who did not come back was lost in them), or by a subscription that may be active in them.
SELECT o.customer_id
FROM orders o
WHERE (o.ordered_at AT TIME ZONE :zone)::date BETWEEN CAST(:start AS date) - 31 AND :end
UNION
SELECT o.customer_id
FROM orders o
WHERE o.subscription_id IS NOT NULL
    AND (o.ordered_at AT TIME ZONE :zone)::date <= :end
    AND ((o.ordered_at AT TIME ZONE :zone)::date + least(o.interval_months, 1200) * interval '1 month')::date
        + CAST(:grace_days AS integer) > CAST(:start AS date)
UNION
SELECT o.customer_id
FROM refunds r
JOIN orders o ON o.id = r.order_id
WHERE (r.refunded_at AT TIME ZONE :zone)::date BETWEEN :start AND :end
UNION
SELECT t.customer_id
FROM touchpoints t
WHERE (t.touched_at AT TIME ZONE :zone)::date BETWEEN :start AND :end

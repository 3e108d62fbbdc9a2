-- Refunds with their local day and what they inherit from their order.
SELECT
    r.id,
    r.order_id,
    (r.refunded_at AT TIME ZONE :zone)::date AS day,
    r.amount,
    o.day AS order_day,
    o.channel,
    o.first_day,
    o.first_channel
FROM refunds r
JOIN dated_orders o ON o.id = r.order_id

-- The days on which each subscription is active, without `to_day`, and what it brings a month.
SELECT customer_id, subscription_id, from_day, to_day, sum(mrr) AS mrr, count(*) AS active_subscriptions
FROM dated_spans
GROUP BY customer_id, subscription_id, from_day, to_day

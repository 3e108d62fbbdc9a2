-- What each order adds to MRR, from one day to the day before another. An order of amount 0 is an active subscription.
SELECT customer_id, subscription_id, from_day, to_day, mrr, 1 AS active_subscriptions FROM dated_spans

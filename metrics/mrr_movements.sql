-- Recurring revenue at the end of two days, and what moved it between them, by customer: who had no active subscription
-- on the first day is new or, with one before it, reactivated; who has none on the second has churned.
WITH customers AS (
    SELECT
        customer_id,
        count(*) FILTER (WHERE to_day > :opening AND from_day <= :opening) AS was_active,
        count(*) FILTER (WHERE to_day > :closing) AS is_active,
        bool_or(from_day <= :opening) AS was_seen,
        coalesce(sum(mrr) FILTER (WHERE to_day > :opening AND from_day <= :opening), 0) AS before,
        coalesce(sum(mrr) FILTER (WHERE to_day > :closing), 0) AS after
    FROM mrr_spans
    WHERE from_day <= :closing
    GROUP BY customer_id
)
SELECT
    coalesce(sum(before), 0) AS opening,
    coalesce(sum(after) FILTER (WHERE was_active = 0 AND is_active > 0 AND NOT was_seen), 0) AS new,
    coalesce(sum(after) FILTER (WHERE was_active = 0 AND is_active > 0 AND was_seen), 0) AS reactivation,
    coalesce(sum(after - before) FILTER (WHERE was_active > 0 AND is_active > 0 AND after > before), 0) AS expansion,
    coalesce(sum(before - after) FILTER (WHERE was_active > 0 AND is_active > 0 AND after < before), 0) AS contraction,
    coalesce(sum(before) FILTER (WHERE was_active > 0 AND is_active = 0), 0) AS churned,
    coalesce(sum(after), 0) AS closing
FROM customers

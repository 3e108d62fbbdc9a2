-- Recurring revenue at the end of two days, and what moved it between them, by customer: who paid nothing a month on the
-- first day is new or, having paid before it, reactivated; who pays nothing on the second has churned.
WITH customers AS (
    SELECT
        customer_id,
        bool_or(mrr > 0 AND from_day <= :opening) AS paid_before,
        coalesce(sum(mrr) FILTER (WHERE to_day > :opening AND from_day <= :opening), 0) AS before,
        coalesce(sum(mrr) FILTER (WHERE to_day > :closing), 0) AS after
    FROM mrr_spans
    WHERE from_day <= :closing
    GROUP BY customer_id
)
SELECT
    coalesce(sum(before), 0) AS opening,
    coalesce(sum(after) FILTER (WHERE before = 0 AND NOT paid_before), 0) AS new,
    coalesce(sum(after) FILTER (WHERE before = 0 AND paid_before), 0) AS reactivation,
    coalesce(sum(after - before) FILTER (WHERE before > 0 AND after > before), 0) AS expansion,
    coalesce(sum(before - after) FILTER (WHERE after > 0 AND after < before), 0) AS contraction,
    coalesce(sum(before) FILTER (WHERE after = 0), 0) AS churned,
    coalesce(sum(after), 0) AS closing
FROM customers

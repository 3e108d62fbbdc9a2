-- Why a variant's day can't be taken: sums that no users can have come to.
SELECT
    line,
    CASE
        WHEN conversions > users
            THEN 'conversions ' || conversions || ' is more than the users ' || users || ': it counts users who converted'
        WHEN revenue * revenue > revenue_squared * users * 1.000000001
            THEN 'revenue_squared ' || revenue_squared || ' is less than any ' || users || ' users with this revenue have: '
                || 'it is the sum over users of the square of each user''s revenue'
    END AS reason
FROM (
    SELECT
        s.line,
        s.conversions,
        s.users,
        coalesce(s.revenue, 0) AS revenue,
        coalesce(s.revenue_squared, 0) AS revenue_squared
    FROM staged_experiment_results s
) AS sums

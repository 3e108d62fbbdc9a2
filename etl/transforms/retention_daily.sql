-- Of the customers whose first day it was: how many ordered again on the local days first+1 .. first+N ("within N"), and
-- how many on or after the day first+N ("since N").
WITH ages AS (
    SELECT
        customer_id,
        first_day,
        first_channel,
        min(CASE WHEN day > first_day THEN day - first_day END) AS earliest,
        max(day - first_day) AS latest
    FROM dated_orders
    GROUP BY customer_id, first_day, first_channel
)
SELECT
    first_day AS cohort_day,
    first_channel AS channel,
    count(*) AS customers,
    count(CASE WHEN earliest <= 30 THEN 1 END) AS within_30,
    count(CASE WHEN earliest <= 60 THEN 1 END) AS within_60,
    count(CASE WHEN earliest <= 90 THEN 1 END) AS within_90,
    count(CASE WHEN latest >= 30 THEN 1 END) AS since_30,
    count(CASE WHEN latest >= 60 THEN 1 END) AS since_60,
    count(CASE WHEN latest >= 90 THEN 1 END) AS since_90
FROM ages
GROUP BY first_day, first_channel

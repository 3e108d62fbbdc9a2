-- Of the customers whose first day it was: how many ordered again on the local days first+1 .. first+N ("within N"), and
-- how many on or after the day first+N ("since N"). A customer's last order of the first day knows the earliest day after
-- it, and the last of all the latest.
SELECT
    first_day AS cohort_day,
    first_channel AS channel,
    count(CASE WHEN is_first THEN 1 END) AS customers,
    count(CASE WHEN day = first_day AND next_day BETWEEN first_day + 1 AND first_day + 30 THEN 1 END) AS within_30,
    count(CASE WHEN day = first_day AND next_day BETWEEN first_day + 1 AND first_day + 60 THEN 1 END) AS within_60,
    count(CASE WHEN day = first_day AND next_day BETWEEN first_day + 1 AND first_day + 90 THEN 1 END) AS within_90,
    count(CASE WHEN next_day IS NULL AND day >= first_day + 30 THEN 1 END) AS since_30,
    count(CASE WHEN next_day IS NULL AND day >= first_day + 60 THEN 1 END) AS since_60,
    count(CASE WHEN next_day IS NULL AND day >= first_day + 90 THEN 1 END) AS since_90
FROM dated_orders
GROUP BY first_day, first_channel

-- How far each source reaches up to the open day, and which of its days have a certificate.
SELECT d.source, d.first_day, d.last_day, c.certified_from, c.certified_to
FROM (
    SELECT source, min(day) AS first_day, max(day) AS last_day
    FROM source_days
    WHERE day <= :today
    GROUP BY source
) AS d
LEFT JOIN (
    SELECT source, min(day) AS certified_from, max(day) AS certified_to
    FROM certificates
    GROUP BY source
) AS c ON c.source = d.source

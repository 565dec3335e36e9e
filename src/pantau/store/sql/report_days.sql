SELECT local_date, count(*) AS n, count(*) FILTER (sentiment = 'negative') AS n_negative
FROM report_form
WHERE is_counted AND sentiment IS NOT NULL
GROUP BY local_date
ORDER BY local_date

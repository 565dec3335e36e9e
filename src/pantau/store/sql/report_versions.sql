SELECT
    app_version AS version, rating, coalesce(sentiment, '') AS sentiment, count(*) AS n
FROM report_form
WHERE is_counted AND app_version <> '' AND local_date BETWEEN $first AND $last
GROUP BY ALL
ORDER BY ALL

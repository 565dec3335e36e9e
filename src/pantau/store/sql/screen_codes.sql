-- Coded texts of the chosen by period and by everything that tables of types, topics and modes are
-- summed from: few rows, because combinations repeat.
SELECT
    CASE
        WHEN $grain = 'all' THEN $first
        ELSE date_trunc(CASE WHEN $grain = 'all' THEN 'year' ELSE $grain END, local_date)::DATE
    END AS starts_on,
    feedback, topics, mode, sentiment, count(*) AS n
FROM chosen
WHERE sentiment IS NOT NULL
GROUP BY ALL
ORDER BY ALL

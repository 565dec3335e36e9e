-- Own targets of a source by day: how many were read, and how many of them at least once healthily.
WITH ran AS (
    SELECT local_date, target, bool_or(verdict IN ('new', 'quiet')) AS is_healthy
    FROM run
    WHERE source = $source AND scope = 'own' AND mode = 'nightly'
        AND local_date BETWEEN $first AND $last
    GROUP BY ALL
)
SELECT day::DATE AS local_date, count(target) AS n_targets, count(target) FILTER (is_healthy) AS n_healthy
FROM generate_series($first::DATE, $last::DATE, INTERVAL 1 DAY) AS days (day)
LEFT JOIN ran ON ran.local_date = day::DATE
GROUP BY day
ORDER BY day;

-- How the chosen reviews were answered, and how many wait past each of the clocks ($clocks, in days).
, review AS (
    SELECT
        posted_at, reply_text <> '' AS is_answered,
        CASE
            WHEN reply_text <> '' AND reply_at >= posted_at
                THEN epoch(reply_at - posted_at) / 3600
        END AS hours
    FROM chosen
    WHERE kind = 'review'
),
waiting AS (
    SELECT list(n ORDER BY position) AS n
    FROM (
        SELECT position, count(posted_at) AS n
        FROM (
            SELECT unnest($clocks::INTEGER[]) AS days,
                generate_subscripts($clocks::INTEGER[], 1) AS position
        ) AS clock
        LEFT JOIN (SELECT posted_at FROM review WHERE NOT is_answered) AS unanswered
            ON unanswered.posted_at <= $at::TIMESTAMP - to_days(days)
        GROUP BY position
    )
)
SELECT
    count(*) AS n_reviews,
    count(*) FILTER (is_answered) AS n_answered,
    count(hours) AS n_timed,
    median(hours) AS median_hours,
    quantile_cont(hours, 0.9) AS slowest_tenth_hours,
    (SELECT n FROM waiting) AS waiting
FROM review

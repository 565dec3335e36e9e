-- Replies to reviews, by $period. A reply older than the review's last edit answers an earlier form:
-- it counts as an answer, but tells no waiting time.
SELECT
    date_trunc($period, local_date)::DATE AS starts_on,
    count(*) AS n,
    count(*) FILTER (is_answered) AS n_answered,
    count(*) FILTER (NOT is_answered AND sentiment = 'negative') AS n_negative_waiting,
    quantile_cont(epoch(reply_at - posted_at) / 3600, 0.5) FILTER (reply_at >= posted_at)
        AS median_hours,
    quantile_cont(epoch(reply_at - posted_at) / 3600, 0.9) FILTER (reply_at >= posted_at)
        AS slowest_tenth_hours
FROM report_form
WHERE is_counted AND kind = 'review'
GROUP BY 1
ORDER BY 1

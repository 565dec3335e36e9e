-- Of the reviews whose $days were up at $as_of: how many were answered within them. Reviews whose
-- reply belongs to an earlier form are left out.
SELECT
    date_trunc($period, local_date)::DATE AS starts_on,
    count(*) AS n_due,
    count(*) FILTER (is_answered AND reply_at <= posted_at + to_days($days::INTEGER)) AS n_kept
FROM report_form
WHERE is_counted AND kind = 'review' AND posted_at <= $as_of - to_days($days::INTEGER)
    AND NOT (is_answered AND (reply_at IS NULL OR reply_at < posted_at))
GROUP BY 1
ORDER BY 1

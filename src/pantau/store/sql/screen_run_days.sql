-- Every run of the days asked for; which one stands for a day is decided by the reader.
SELECT local_date, source, target, scope, mode, verdict, n_new, n_rejected, n_late
FROM run
WHERE local_date BETWEEN $first AND $last
ORDER BY source, target, started_at, run_id

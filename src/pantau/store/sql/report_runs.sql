-- Runs of the own targets from the quarter's first day on: later ones may heal its gaps.
SELECT
    source, target, app_id, mode, started_at, since, verdict, local_date, n_rejected, n_late
FROM run
WHERE scope = 'own' AND started_at <= $as_of AND local_date >= $first
ORDER BY source, target, started_at, run_id

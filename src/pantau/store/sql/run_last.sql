SELECT DISTINCT ON (source, target) *
FROM run
ORDER BY source, target, started_at DESC, run_id DESC;

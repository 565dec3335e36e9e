SELECT *
FROM run
WHERE source = $source AND target = $target AND verdict IN ('new', 'quiet')
ORDER BY started_at DESC, run_id DESC
LIMIT 1;

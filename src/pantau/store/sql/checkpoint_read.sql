SELECT high_water_at, state, saved_at, run_id
FROM checkpoint
WHERE source = $1 AND target = $2 AND mode = $3;

INSERT INTO checkpoint (source, target, mode, high_water_at, state, saved_at, run_id)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (source, target, mode) DO UPDATE
SET high_water_at = excluded.high_water_at,
    state = excluded.state,
    saved_at = excluded.saved_at,
    run_id = excluded.run_id;

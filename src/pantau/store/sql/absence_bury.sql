UPDATE mention SET deleted_at = $now, last_run_id = $run_id
WHERE deleted_at IS NULL
  AND mention_key IN (SELECT mention_key FROM absence WHERE n_walks >= $n_needed);

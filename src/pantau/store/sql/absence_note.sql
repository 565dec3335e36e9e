-- Mentions of the target that were known before the walk began and that it did not bring back.
MERGE INTO absence AS a
USING (
    SELECT m.mention_key
    FROM mention AS m
    ANTI JOIN temp.seen_key AS s ON s.mention_key = m.mention_key
    WHERE m.source = $source AND m.app_id = $app_id
      AND ($channel::VARCHAR IS NULL OR m.channel = $channel)
      AND m.deleted_at IS NULL AND m.first_seen_at < $began_at
      -- What another route brought (the owner's interface, a file) was perhaps never on this list.
      AND m.first_run_id IN (SELECT run_id FROM run AS r WHERE r.source = $source)
) AS missed ON a.mention_key = missed.mention_key
WHEN MATCHED THEN UPDATE SET n_walks = n_walks + 1, last_missed_at = $now, run_id = $run_id
WHEN NOT MATCHED THEN INSERT VALUES (missed.mention_key, 1, $now, $now, $run_id);

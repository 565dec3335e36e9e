SELECT mention_key
FROM mention
WHERE source = $1 AND app_id = $2 AND ($3::VARCHAR IS NULL OR channel = $3) AND deleted_at IS NULL
ORDER BY posted_at DESC, mention_key
LIMIT $4;

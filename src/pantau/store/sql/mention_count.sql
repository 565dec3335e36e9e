SELECT count(*)
FROM mention
WHERE source = $1 AND app_id = $2 AND ($3::VARCHAR IS NULL OR channel = $3) AND deleted_at IS NULL;

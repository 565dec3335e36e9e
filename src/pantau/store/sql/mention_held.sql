-- What is held of the keys in the Arrow table `incoming`.
SELECT mention_key, content_hash, coalesce(edited_at, posted_at) AS moment,
       deleted_at IS NOT NULL AS is_deleted
FROM mention
JOIN incoming USING (mention_key);

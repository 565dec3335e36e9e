-- Texts looked at before that are gone, edited, or the office's own now.
SELECT d.mention_key, d.group_id
FROM near_duplicate AS d
LEFT JOIN mention AS m USING (mention_key)
WHERE m.mention_key IS NULL
    OR m.text_hash <> d.text_hash
    OR m.deleted_at IS NOT NULL
    OR m.is_official
    OR m.scope <> 'own'

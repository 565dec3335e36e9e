SELECT m.mention_key, m.text, m.posted_at, coalesce(d.group_id, '')
FROM mention AS m
LEFT JOIN near_duplicate AS d USING (mention_key)
WHERE m.scope = 'own' AND NOT m.is_official AND m.deleted_at IS NULL AND m.text <> ''
    AND m.posted_at BETWEEN $1 AND $2
ORDER BY m.posted_at, m.mention_key

-- From when to when the texts lie that were never looked at, with what may be like them.
SELECT min(m.posted_at) - $1::INTERVAL, max(m.posted_at) + $1::INTERVAL
FROM mention AS m
ANTI JOIN near_duplicate AS d USING (mention_key)
WHERE m.scope = 'own' AND NOT m.is_official AND m.deleted_at IS NULL AND m.text <> ''

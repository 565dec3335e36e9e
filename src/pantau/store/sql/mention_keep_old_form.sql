-- The form that is about to be replaced, kept for ever.
INSERT INTO mention_revision (
    mention_key, revision, title, text, rating, app_version, reply_text, reply_at, posted_at,
    local_date, edited_at, is_official, text_hash, content_hash, known_from, known_until, run_id
)
SELECT
    m.mention_key, m.revision, m.title, m.text, m.rating, m.app_version, m.reply_text, m.reply_at,
    m.posted_at, m.local_date, m.edited_at, m.is_official, m.text_hash, m.content_hash, m.known_from,
    $now, $run_id
FROM mention AS m
JOIN incoming USING (mention_key);

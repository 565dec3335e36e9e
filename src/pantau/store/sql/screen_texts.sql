-- One page of the chosen in the order asked for; the key settles ties, so that pages never overlap.
SELECT
    mention_key, source, kind, local_date, posted_at, rating, app_version, title, text, reply_text,
    reply_at, n_likes, revision, sentiment, sentiment_score, feedback, topics, mode, is_unsure
FROM chosen
ORDER BY
    CASE WHEN $sort = 'disukai' THEN n_likes END DESC NULLS LAST,
    CASE WHEN $sort = 'bintang_rendah' THEN rating END ASC NULLS LAST,
    CASE WHEN $sort = 'bintang_tinggi' THEN rating END DESC NULLS LAST,
    CASE WHEN $sort = 'terlama' THEN posted_at END ASC,
    posted_at DESC, mention_key
LIMIT $limit OFFSET $offset

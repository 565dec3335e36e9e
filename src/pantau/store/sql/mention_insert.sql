INSERT INTO mention (
    mention_key, source, kind, scope, app_id, channel, external_id, author_key, title, text, language,
    rating, app_version, reply_text, reply_at, n_likes, url, is_official, posted_at, local_date,
    edited_at, text_hash, content_hash, revision, known_from, first_seen_at, last_seen_at,
    first_run_id, last_run_id
)
SELECT
    mention_key, source, kind, $scope, app_id, channel, external_id, author_key, title, text, language,
    rating, app_version, reply_text, reply_at, n_likes, url, is_official, posted_at, local_date,
    edited_at, text_hash, content_hash, 1, $now, $now, $now,
    $run_id, $run_id
FROM incoming;

-- Mentions in the form, and with the label, that was known at $as_of (UTC); columns as in mention.
SELECT
    form.* EXCLUDE (is_labelled_now) REPLACE (
        coalesce(form.sentiment, then_made.sentiment) AS sentiment,
        coalesce(form.sentiment_score, then_made.sentiment_score) AS sentiment_score,
        coalesce(form.feedback, then_made.feedback) AS feedback,
        coalesce(form.primary_feedback, then_made.primary_feedback) AS primary_feedback,
        coalesce(form.topics, then_made.topics) AS topics,
        coalesce(form.mode, then_made.mode) AS mode,
        coalesce(form.is_unsure, then_made.is_unsure) AS is_unsure
    )
FROM (
    SELECT
        mention_key, text_hash, source, kind, scope, app_id, channel, title, text, rating, app_version,
        reply_text, reply_at, n_likes, is_official, posted_at, local_date, revision,
        CASE WHEN deleted_at <= $as_of THEN deleted_at END AS deleted_at,
        coalesce(labelled_at <= $as_of, false) AS is_labelled_now,
        CASE WHEN is_labelled_now THEN sentiment END AS sentiment,
        CASE WHEN is_labelled_now THEN sentiment_score END AS sentiment_score,
        CASE WHEN is_labelled_now THEN feedback END AS feedback,
        CASE WHEN is_labelled_now THEN primary_feedback END AS primary_feedback,
        CASE WHEN is_labelled_now THEN topics END AS topics,
        CASE WHEN is_labelled_now THEN mode END AS mode,
        CASE WHEN is_labelled_now THEN is_unsure END AS is_unsure
    FROM mention
    WHERE known_from <= $as_of
    UNION ALL
    SELECT
        mention_key, r.text_hash, m.source, m.kind, m.scope, m.app_id, m.channel, r.title, r.text,
        r.rating, r.app_version, r.reply_text, r.reply_at, m.n_likes, r.is_official, r.posted_at,
        r.local_date, r.revision, CASE WHEN m.deleted_at <= $as_of THEN m.deleted_at END,
        false, NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM mention_revision AS r
    JOIN mention AS m USING (mention_key)
    WHERE r.known_from <= $as_of AND r.known_until > $as_of
) AS form
LEFT JOIN (
    -- For a form whose label is not the one that counts now: the newest prediction made by then.
    SELECT
        mention_key, text_hash, sentiment, sentiment_score, array_to_string(feedback, ',') AS feedback,
        primary_feedback, array_to_string(topics, ',') AS topics, mode, is_unsure
    FROM prediction
    WHERE predicted_at <= $as_of
    QUALIFY row_number() OVER (
        PARTITION BY mention_key, text_hash ORDER BY predicted_at DESC, model, model_version
    ) = 1
) AS then_made
    ON NOT form.is_labelled_now
    AND then_made.mention_key = form.mention_key
    AND then_made.text_hash = form.text_hash

-- Every mention of the days asked for, in the form in which it was known at one moment, with the
-- label known then. Parameters: $first, $last (local days), $as_of (UTC), $grain (month or week).
CREATE OR REPLACE TEMP TABLE report_form AS
WITH form AS (
    SELECT
        mention_key, text_hash, source, kind, scope, app_id, is_official, posted_at, local_date,
        rating, app_version, text <> '' AS has_text, reply_text <> '' AS is_answered, reply_at,
        coalesce(deleted_at <= $as_of, false) AS is_gone, revision,
        CASE WHEN labelled_at <= $as_of THEN sentiment END AS sentiment,
        CASE WHEN labelled_at <= $as_of THEN feedback END AS feedback,
        CASE WHEN labelled_at <= $as_of THEN primary_feedback END AS primary_feedback,
        CASE WHEN labelled_at <= $as_of THEN topics END AS topics,
        CASE WHEN labelled_at <= $as_of THEN is_unsure END AS is_unsure,
        CASE WHEN labelled_at <= $as_of THEN model END AS model,
        CASE WHEN labelled_at <= $as_of THEN model_version END AS model_version,
        CASE WHEN labelled_at <= $as_of THEN codebook_version END AS codebook_version
    FROM mention
    WHERE local_date BETWEEN $first AND $last AND known_from <= $as_of
    UNION ALL
    SELECT
        r.mention_key, r.text_hash, m.source, m.kind, m.scope, m.app_id, r.is_official, r.posted_at,
        r.local_date, r.rating, r.app_version, r.text <> '', r.reply_text <> '', r.reply_at,
        coalesce(m.deleted_at <= $as_of, false), r.revision,
        NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM mention_revision r JOIN mention m USING (mention_key)
    WHERE r.local_date BETWEEN $first AND $last
        AND r.known_from <= $as_of AND r.known_until > $as_of
),
-- A form whose label isn't the one that counts now: the newest code that people gave it by then, else
-- the newest prediction made by then. People don't code topics; those are the model's.
due AS (
    SELECT mention_key, text_hash FROM form WHERE sentiment IS NULL AND has_text
),
coded AS (
    SELECT
        a.mention_key, a.text_hash, a.sentiment, array_to_string(a.feedback, ',') AS feedback,
        a.feedback[1] AS primary_feedback, false AS is_unsure, 'human' AS model,
        a.coder AS model_version, a.codebook_version
    FROM annotation a
    SEMI JOIN due USING (mention_key, text_hash)
    WHERE a.coded_at <= $as_of
    QUALIFY row_number() OVER (
        PARTITION BY a.mention_key, a.text_hash ORDER BY a.coded_at DESC, a.coder
    ) = 1
),
predicted AS (
    SELECT
        p.mention_key, p.text_hash, p.sentiment, array_to_string(p.feedback, ',') AS feedback,
        p.primary_feedback, array_to_string(p.topics, ',') AS topics, p.is_unsure, p.model,
        p.model_version, p.codebook_version
    FROM prediction p
    SEMI JOIN due USING (mention_key, text_hash)
    WHERE p.predicted_at <= $as_of
    QUALIFY row_number() OVER (
        PARTITION BY p.mention_key, p.text_hash
        ORDER BY p.predicted_at DESC, p.model, p.model_version
    ) = 1
)
SELECT
    form.mention_key, form.source, form.kind, form.scope, form.app_id, form.is_official,
    form.posted_at, form.local_date, date_trunc($grain, form.local_date)::DATE AS starts_on,
    form.rating, form.app_version, form.is_answered, form.reply_at, form.is_gone, form.revision,
    -- A text taken away when its time was up keeps its label and still counts as a text.
    form.has_text OR form.sentiment IS NOT NULL AS has_text,
    coalesce(form.sentiment, coded.sentiment, predicted.sentiment) AS sentiment,
    coalesce(form.feedback, coded.feedback, predicted.feedback) AS feedback,
    coalesce(form.primary_feedback, coded.primary_feedback, predicted.primary_feedback) AS primary_feedback,
    coalesce(form.topics, predicted.topics, '') AS topics,
    coalesce(form.is_unsure, coded.is_unsure, predicted.is_unsure) AS is_unsure,
    coalesce(form.model, coded.model, predicted.model) AS model,
    coalesce(form.model_version, coded.model_version, predicted.model_version) AS model_version,
    coalesce(form.codebook_version, coded.codebook_version, predicted.codebook_version) AS codebook_version,
    -- What counts as citizens' voice about the city: the news and the office's own posts don't.
    form.scope = 'own' AND NOT form.is_official AND form.kind <> 'article'
        AND NOT form.is_gone AND form.source NOT IN (SELECT source FROM kept_apart) AS is_counted
FROM form
LEFT JOIN coded USING (mention_key, text_hash)
LEFT JOIN predicted USING (mention_key, text_hash)

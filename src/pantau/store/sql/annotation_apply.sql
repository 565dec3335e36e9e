-- The latest code of each text that people coded is its label, whatever a model says. Topics stay the
-- model's: people don't code them.
UPDATE mention AS m
SET sentiment = a.sentiment,
    sentiment_score = 1,
    feedback = array_to_string(a.feedback, ','),
    primary_feedback = a.feedback[1],
    feedback_score = 1,
    topics = coalesce(m.topics, ''),
    mode = a.mode,
    is_unsure = false,
    model = 'human',
    model_version = a.coder,
    codebook_version = a.codebook_version,
    labelled_at = a.coded_at
FROM (
    SELECT *
    FROM annotation
    QUALIFY row_number() OVER (
        PARTITION BY mention_key, text_hash ORDER BY coded_at DESC, coder
    ) = 1
) AS a
WHERE m.mention_key = a.mention_key AND m.text_hash = a.text_hash
  AND (m.model IS DISTINCT FROM 'human' OR m.labelled_at < a.coded_at);

-- One row per text and model: what stands already is not added again.
INSERT INTO prediction (
    mention_key, text_hash, model, model_version, codebook_version, sentiment, sentiment_score, feedback,
    primary_feedback, feedback_score, topics, mode, is_unsure, predicted_at
)
SELECT
    mention_key, text_hash, $1, $2, $3, sentiment, sentiment_score, feedback,
    feedback[1], feedback_score, topics, mode, is_unsure, $4
FROM labelled
WHERE NOT EXISTS (
    SELECT 1
    FROM prediction AS p
    WHERE p.mention_key = labelled.mention_key
      AND p.text_hash = labelled.text_hash
      AND p.model = $1
      AND p.model_version = $2
      AND p.codebook_version = $3
);

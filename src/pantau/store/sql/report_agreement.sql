-- Texts with two codes as known at $as_of: of two people, and of people and the newest model.
WITH person AS (
    SELECT * FROM annotation
    WHERE coded_at <= $as_of
    QUALIFY row_number() OVER (
        PARTITION BY mention_key, text_hash, coder ORDER BY coded_at DESC
    ) = 1
),
latest AS (
    SELECT * FROM person
    QUALIFY row_number() OVER (
        PARTITION BY mention_key, text_hash ORDER BY coded_at DESC, coder
    ) = 1
),
model AS (
    SELECT * FROM prediction
    WHERE predicted_at <= $as_of
    QUALIFY row_number() OVER (
        PARTITION BY mention_key, text_hash ORDER BY predicted_at DESC, model, model_version
    ) = 1
)
SELECT
    'people' AS pair, a.sentiment AS first_sentiment, b.sentiment AS second_sentiment,
    a.feedback[1] AS first_primary, b.feedback[1] AS second_primary, count(*) AS n
FROM person a
JOIN person b
    ON a.mention_key = b.mention_key AND a.text_hash = b.text_hash AND a.coder < b.coder
GROUP BY ALL
UNION ALL
SELECT 'model', a.sentiment, m.sentiment, a.feedback[1], m.primary_feedback, count(*)
FROM latest a JOIN model m USING (mention_key, text_hash)
GROUP BY ALL
ORDER BY ALL

-- What the newest label of a text says differently from the label of the model before, by quarter and
-- pair of models. Only texts that both have labelled, in one and the same form.
WITH ranked AS (
    SELECT
        p.mention_key, p.text_hash, p.sentiment, p.primary_feedback,
        concat_ws(' ', p.model, p.model_version, p.codebook_version) AS made_by,
        row_number() OVER (PARTITION BY p.mention_key, p.text_hash ORDER BY p.predicted_at DESC, p.model) AS nth
    FROM prediction AS p
),
paired AS (
    SELECT
        m.local_date, b.made_by AS before, a.made_by AS after,
        b.sentiment AS sentiment_before, a.sentiment AS sentiment_after,
        b.primary_feedback AS type_before, a.primary_feedback AS type_after
    FROM ranked AS a
    JOIN ranked AS b ON b.mention_key = a.mention_key AND b.text_hash = a.text_hash AND b.nth = 2
    JOIN mention AS m ON m.mention_key = a.mention_key AND m.text_hash = a.text_hash
    WHERE a.nth = 1 AND m.scope = 'own' AND NOT m.is_official AND m.deleted_at IS NULL
)
SELECT
    before, after, date_trunc('quarter', local_date)::DATE AS quarter_from,
    count(*) AS n,
    count(*) FILTER (sentiment_before <> sentiment_after) AS n_sentiment_moved,
    count(*) FILTER (type_before <> type_after) AS n_type_moved,
    count(*) FILTER (sentiment_before = 'negative') AS n_negative_before,
    count(*) FILTER (sentiment_after = 'negative') AS n_negative_after,
    count(*) FILTER (sentiment_before = 'positive') AS n_positive_before,
    count(*) FILTER (sentiment_after = 'positive') AS n_positive_after
FROM paired
GROUP BY ALL
ORDER BY before, after, quarter_from;

-- Candidates for quotation, per primary type: of the type's usual sentiment, labelled without
-- doubt, first those of a quotable length, then in the order of the key, which is a hash and so a
-- draw that nobody chose. Texts that say the same are taken once.
WITH coded AS (
    SELECT * FROM report_form
    WHERE is_counted AND sentiment IS NOT NULL AND local_date BETWEEN $first AND $last
),
usual AS (
    SELECT primary_feedback, sentiment
    FROM coded
    GROUP BY primary_feedback, sentiment
    QUALIFY row_number() OVER (
        PARTITION BY primary_feedback ORDER BY count(*) DESC, sentiment
    ) = 1
),
candidate AS (
    SELECT
        c.primary_feedback AS type, date_trunc('month', c.local_date)::DATE AS month, c.rating, c.source, c.sentiment, c.mention_key,
        coalesce(r.text, m.text) AS text,
        length(trim(coalesce(r.text, m.text))) BETWEEN $shortest AND $longest AS is_quotable
    FROM coded c
    SEMI JOIN usual u ON u.primary_feedback = c.primary_feedback AND u.sentiment = c.sentiment
    JOIN mention m ON m.mention_key = c.mention_key
    LEFT JOIN mention_revision r ON r.mention_key = c.mention_key AND r.revision = c.revision
    WHERE NOT c.is_unsure AND trim(coalesce(r.text, m.text)) <> ''
    QUALIFY row_number() OVER (
        PARTITION BY c.primary_feedback, lower(trim(coalesce(r.text, m.text)))
        ORDER BY c.mention_key
    ) = 1
)
SELECT type, month, rating, source, sentiment, text
FROM candidate
QUALIFY row_number() OVER (
    PARTITION BY type ORDER BY is_quotable DESC, mention_key
) <= $per_type
ORDER BY type, is_quotable DESC, mention_key

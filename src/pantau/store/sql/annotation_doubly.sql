-- Texts that two people coded: the latest code of each of the two, in the order of their names.
WITH latest AS (
    SELECT * FROM annotation
    QUALIFY row_number() OVER (PARTITION BY mention_key, text_hash, coder ORDER BY coded_at DESC) = 1
)
SELECT a.sentiment, b.sentiment, a.feedback, b.feedback
FROM latest AS a
JOIN latest AS b
    ON a.mention_key = b.mention_key AND a.text_hash = b.text_hash AND a.coder < b.coder
ORDER BY a.mention_key, a.coder, b.coder;

-- What people coded beside what the newest model said of the same text.
SELECT a.sentiment, p.sentiment, a.feedback, p.feedback
FROM (
    SELECT * FROM annotation
    QUALIFY row_number() OVER (PARTITION BY mention_key, text_hash ORDER BY coded_at DESC, coder) = 1
) AS a
JOIN (
    SELECT * FROM prediction
    QUALIFY row_number() OVER (PARTITION BY mention_key, text_hash ORDER BY predicted_at DESC) = 1
) AS p
    ON p.mention_key = a.mention_key AND p.text_hash = a.text_hash
ORDER BY a.mention_key;

-- Texts that the newest model is least sure of and that this coder has not coded. Neither the model's
-- label, nor the stars, nor another's code is shown: coders code on their own.
SELECT m.mention_key, m.text_hash, m.text, m.local_date
FROM mention AS m
JOIN (
    SELECT * FROM prediction
    QUALIFY row_number() OVER (PARTITION BY mention_key, text_hash ORDER BY predicted_at DESC) = 1
) AS p
    ON p.mention_key = m.mention_key AND p.text_hash = m.text_hash
ANTI JOIN annotation AS a
    ON a.mention_key = m.mention_key AND a.text_hash = m.text_hash AND a.coder = $coder
WHERE m.scope = 'own' AND NOT m.is_official AND m.deleted_at IS NULL AND p.is_unsure
ORDER BY least(p.sentiment_score, p.feedback_score), m.mention_key
LIMIT $limit;

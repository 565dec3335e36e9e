INSERT INTO annotation
SELECT c.mention_key, m.text_hash, $coder, $codebook_version, c.sentiment, c.feedback, c.mode, $now
FROM coded AS c
JOIN mention AS m USING (mention_key)
WHERE m.text_hash = c.text_hash;

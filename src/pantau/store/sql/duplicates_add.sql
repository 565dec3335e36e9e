INSERT INTO near_duplicate (mention_key, text_hash, group_id, n_in_group, n_authors, is_burst)
SELECT n.mention_key, m.text_hash, n.group_id, 1, 0, false
FROM grouped AS n
JOIN mention AS m USING (mention_key)
ANTI JOIN near_duplicate AS d ON d.mention_key = n.mention_key

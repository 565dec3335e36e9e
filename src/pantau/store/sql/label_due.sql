-- Texts without any label.
SELECT mention_key, text_hash, text FROM mention WHERE text <> '' AND sentiment IS NULL LIMIT $limit;

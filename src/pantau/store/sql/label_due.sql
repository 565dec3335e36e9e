SELECT mention_key, text_hash, text
FROM mention
WHERE text <> ''
  AND (sentiment IS NULL OR model <> $1 OR model_version <> $2 OR codebook_version <> $3)
LIMIT $4;

-- Texts without a label of this model; what people coded stays as they coded it.
SELECT mention_key, text_hash, text
FROM mention
WHERE text <> ''
  AND (
      sentiment IS NULL
      OR (model <> 'human' AND (model <> $1 OR model_version <> $2 OR codebook_version <> $3))
  )
LIMIT $4;

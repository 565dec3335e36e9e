-- Texts whose label comes from none of the accepted models, written name/version/codebook, newest texts
-- first; what people coded stays as they coded it.
SELECT mention_key, text_hash, text
FROM mention
WHERE text <> '' AND sentiment IS NOT NULL AND model <> 'human'
  AND NOT list_contains($accepted::VARCHAR[], concat_ws('/', model, model_version, codebook_version))
ORDER BY posted_at DESC, mention_key
LIMIT $limit;

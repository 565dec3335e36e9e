-- In how many of the chosen texts each word stands; what redaction put in brackets is no word. Words that
-- stand in fewer than $least are left out; an empty $terms means all words.
, word AS (
    SELECT DISTINCT
        mention_key,
        unnest(regexp_extract_all(
            regexp_replace(lower(text), '\[[^\]]*\]', ' ', 'g'), '\p{L}{3,}'
        )) AS term
    FROM chosen
    WHERE text <> ''
)
SELECT term, count(*) AS n
FROM word
WHERE len($terms::VARCHAR[]) = 0 OR term IN (SELECT unnest($terms::VARCHAR[]))
GROUP BY term
HAVING count(*) >= $least
ORDER BY n DESC, term
LIMIT 1000

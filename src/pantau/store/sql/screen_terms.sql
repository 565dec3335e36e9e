-- In how many of the chosen texts each word stands; what redaction put in brackets is no word. Words that
-- stand in fewer than $least are left out; an empty $terms means all words. Reads one text in
-- $one_in, drawn by its key; the row of the empty word is their number.
, said AS MATERIALIZED (
    SELECT list_distinct(regexp_extract_all(
        CASE
            WHEN contains(text, '[') THEN regexp_replace(lower(text), '\[[^\]]*\]', ' ', 'g')
            ELSE lower(text)
        END,
        '\p{L}{3,}'
    )) AS terms
    FROM chosen
    WHERE text <> '' AND ($one_in = 1 OR hash(mention_key) % $one_in = 0)
),

found AS (
    SELECT term, count(*) AS n
    FROM (SELECT unnest(terms) AS term FROM said)
    GROUP BY term
    HAVING
        count(*) >= $least
        AND (len($terms::VARCHAR[]) = 0 OR list_contains($terms::VARCHAR[], term))
    ORDER BY n DESC, term
    LIMIT 1000
)

SELECT '' AS term, count(*) AS n FROM said
UNION ALL
SELECT term, n FROM found

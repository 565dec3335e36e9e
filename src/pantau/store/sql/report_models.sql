-- Who labelled the texts that count. People are one row: which of them coded is not for a report.
SELECT
    model,
    CASE WHEN model = 'human' THEN '' ELSE model_version END AS model_version,
    codebook_version,
    count(*) AS n
FROM report_form
WHERE is_counted AND sentiment IS NOT NULL AND local_date BETWEEN $first AND $last
GROUP BY ALL
ORDER BY ALL

SELECT model, model_version, codebook_version, count(*) AS n
FROM report_form
WHERE is_counted AND sentiment IS NOT NULL AND local_date BETWEEN $first AND $last
GROUP BY ALL
ORDER BY ALL

-- Coded texts that count, by everything that a table of types, topics or modes is summed from.
SELECT starts_on, feedback, topics, sentiment, count(*) AS n
FROM report_form
WHERE is_counted AND sentiment IS NOT NULL
GROUP BY ALL
ORDER BY ALL

SELECT source, target, reason, count(*) AS n, max(rejected_at) AS last_at
FROM rejected
WHERE rejected_at >= $first::TIMESTAMP - INTERVAL 7 HOUR
    AND rejected_at < $last::TIMESTAMP + INTERVAL 17 HOUR
GROUP BY ALL
ORDER BY n DESC, last_at DESC, reason

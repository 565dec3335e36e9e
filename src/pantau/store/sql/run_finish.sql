UPDATE run
SET ended_at = $ended_at,
    since = $since,
    stop_reason = $stop_reason,
    verdict = $verdict,
    message = $message,
    n_requests = $n_requests,
    n_pages = $n_pages,
    n_fetched = $n_fetched,
    n_new = $n_new,
    n_revised = $n_revised,
    n_unchanged = $n_unchanged,
    n_rejected = $n_rejected,
    n_late = $n_late,
    evidence = $evidence
WHERE run_id = $run_id;

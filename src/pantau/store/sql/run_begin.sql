INSERT INTO run (
    run_id, night_id, source, target, app_id, scope, mode, started_at, ended_at, local_date, since,
    stop_reason, verdict, message, n_requests, n_pages, n_fetched, n_new, n_revised, n_unchanged,
    n_rejected, n_late, evidence, code_version
)
VALUES (
    $run_id, $night_id, $source, $target, $app_id, $scope, $mode, $started_at, $ended_at, $local_date,
    $since, $stop_reason, $verdict, $message, $n_requests, $n_pages, $n_fetched, $n_new, $n_revised,
    $n_unchanged, $n_rejected, $n_late, $evidence, $code_version
);

-- Adds a batch to the counters of its scheduled run; a batch without a run changes nothing.
--
-- Takes the batch, what add_plays gave and how many gaps were opened. Locks the run's row. Returns nothing.
CREATE OR REPLACE FUNCTION count_in_run(batch jsonb, added jsonb, gaps int) RETURNS void
LANGUAGE sql
AS $$
  UPDATE archive_runs r
    SET successful = r.successful + x.successful, skipped = r.skipped + x.skipped, failed = r.failed + x.failed,
        rejected = r.rejected + x.rejected, empty_answers = r.empty_answers + x.empty_answers,
        new_plays = r.new_plays + (SELECT coalesce(sum((n->>'plays')::int), 0) FROM jsonb_array_elements(added) n),
        gaps_opened = r.gaps_opened + gaps, last_batch_at = (batch->>'now')::timestamptz
    FROM jsonb_to_record(nullif(batch->'run', 'null')) AS x(scheduled_for timestamptz, successful int, skipped int, failed int,
      rejected int, empty_answers int)
    WHERE r.scheduled_for = x.scheduled_for
$$;

-- Adds how plays ended, as files report it, where that is missing.
--
-- Takes plays as played_tracks does. Locks the rows that it adds, in their order: another batch that adds one waits. Returns
-- nothing.
CREATE OR REPLACE FUNCTION add_endings(plays jsonb) RETURNS void
LANGUAGE sql
AS $$
  INSERT INTO play_endings (skipped, reason_start, reason_end)
    SELECT DISTINCT x.skipped, coalesce(x.reason_start, ''), coalesce(x.reason_end, '')
    FROM jsonb_to_recordset(plays) AS x(skipped boolean, reason_start text, reason_end text)
    WHERE num_nonnulls(x.skipped, x.reason_start, x.reason_end) > 0
      AND (SELECT n.id FROM play_endings n WHERE n.reason_start = coalesce(x.reason_start, '')
        AND n.reason_end = coalesce(x.reason_end, '') AND n.skipped IS NOT DISTINCT FROM x.skipped) IS NULL
    ORDER BY 1, 2, 3
    ON CONFLICT DO NOTHING
$$;

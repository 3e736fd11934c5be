-- The one writer of plays: polls and imports both end here, with one call per batch of any size.
--
-- Takes a batch as src/repositories/archival/play-batch-repository.ts describes it (PlayBatch).
-- Locks: the rows of the listeners that it will write, by id, then the tracks and artists of new plays (hold_catalogue). One
-- call is one transaction; each step sees what other transactions committed before it.
-- Returns {changed: [listeners]} and writes nothing when plays were added or removed since the caller compared its own with
-- them; else {new_plays: [{user_id, plays}], gaps_opened, transitions, artists_due, has_news, has_stale_rollups}. Idempotent: safe to
-- repeat.
CREATE OR REPLACE FUNCTION write_batch(batch jsonb) RETURNS jsonb
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  at_now timestamptz := (batch->>'now')::timestamptz;
  listeners int[];
  changed int[];
  new_plays jsonb := '[]';
  opened int;
  transitions jsonb;
BEGIN
  listeners := listeners_to_write(batch);
  PERFORM 1 FROM users WHERE id = ANY (listeners) ORDER BY id FOR NO KEY UPDATE;
  changed := listeners_changed(batch, listeners);
  IF changed <> '{}' THEN RETURN jsonb_build_object('changed', changed); END IF;

  PERFORM add_to_catalogue(batch);
  -- All at once: in two steps, two batches could each wait for what the other adds.
  PERFORM add_endings(batch->'plays' || coalesce(batch->'removed', '[]'));
  -- Before the plays: "known" must still mean known before this batch.
  opened := open_gaps(batch, listeners);
  PERFORM remove_plays(r.user_id, jsonb_agg(jsonb_build_object('played_at', r.played_at, 'track_id', r.track_id)))
    FROM jsonb_to_recordset(batch->'replaced') AS r(user_id int, played_at timestamptz, track_id int) GROUP BY r.user_id;
  IF batch->'plays' <> '[]' THEN
    new_plays := add_plays(batch->'plays', at_now);
    PERFORM note_moved_plays(batch->'plays');
    IF batch->>'source' = 'poll' THEN
      PERFORM note_archived_from(batch->'plays');
      PERFORM note_incomplete_answers(batch);
    END IF;
  END IF;
  PERFORM update_removed(batch->'removed', at_now);
  PERFORM carry_exclusions(batch);
  PERFORM narrow_gaps(ARRAY(SELECT (n->>'user_id')::int FROM jsonb_array_elements(new_plays) n), batch->>'source',
    at_now);
  PERFORM add_rejected_items(batch->'rejected', at_now);
  transitions := save_poll_states(batch->'listeners', listeners, at_now);
  PERFORM save_last_polls(batch->'listeners', at_now);
  -- Last: all batches of the hour share the run's row, so it is held shortest.
  PERFORM count_in_run(batch, new_plays, opened);

  RETURN jsonb_build_object('new_plays', new_plays, 'gaps_opened', opened, 'transitions', transitions,
    'artists_due', artists_due(batch->'artists', at_now), 'has_news', EXISTS (SELECT FROM news_in(batch)),
    'has_stale_rollups', EXISTS (SELECT 1 FROM stale_rollups));
END
$$;

-- The plays of a batch, each with the track that it is of; by joins, which take a fifth of a look-up for each play.
--
-- Takes [{user_id, played_at, track, track_id, ms_played, context, sources, first_origin, skipped, reason_start, reason_end,
-- reports: [{source, ended_at}]}]:
-- `track` is Spotify's id (the catalogue's track, but the listener's claim where only that has a name), `track_id` names a track without an id;
-- `first_origin` is the first origin of a play that this one replaces.
CREATE OR REPLACE FUNCTION played_tracks(plays jsonb) RETURNS TABLE (user_id int, played_at timestamptz, track_id int,
  ms_played int, context text, sources play_source[], first_origin int, skipped boolean, reason_start text, reason_end text,
  reports jsonb)
LANGUAGE sql STABLE
AS $$
  SELECT x.user_id, x.played_at, coalesce(x.track_id, CASE WHEN named.name <> '' THEN named.id END, claim.id, named.id), x.ms_played, x.context, x.sources, x.first_origin,
    x.skipped, x.reason_start, x.reason_end, x.reports
  FROM jsonb_to_recordset(plays) AS x(user_id int, played_at timestamptz, track text, track_id int, ms_played int,
    context text, sources play_source[], first_origin int, skipped boolean, reason_start text, reason_end text, reports jsonb)
  LEFT JOIN tracks named ON named.spotify_id = x.track AND named.claimed_by IS NULL
  LEFT JOIN tracks claim ON claim.spotify_id = x.track AND claim.claimed_by = x.user_id
$$;

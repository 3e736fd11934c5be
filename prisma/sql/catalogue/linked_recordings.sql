-- The recordings that a track belongs to, by what Spotify said of other tracks: the same ISRC, or the same title and artists
-- and a length within 2 s. As isSameRecording of src/lib/catalogue/same-recording.ts. Claims are left out.
CREATE OR REPLACE FUNCTION linked_recordings(of_isrc text, of_title text, of_artists text, of_ms int,
  but_track int DEFAULT NULL) RETURNS SETOF int
LANGUAGE sql STABLE
AS $$
  SELECT k.recording_id FROM tracks k
  WHERE k.isrc = of_isrc AND k.claimed_by IS NULL AND k.id IS DISTINCT FROM but_track
  UNION
  SELECT k.recording_id FROM tracks k
  WHERE k.title_key = of_title AND k.artists_key = of_artists AND of_title <> '' AND of_artists <> ''
    AND k.duration_ms BETWEEN of_ms - 2000 AND of_ms + 2000 AND k.claimed_by IS NULL AND k.id IS DISTINCT FROM but_track
$$;

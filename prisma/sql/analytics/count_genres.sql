-- Trigger on plays: adds new plays to their genres. Removed plays are counted again instead: recount_genres.
--
-- Takes the plays of one statement, whose writer locks the listeners' rows. Returns nothing.
CREATE OR REPLACE FUNCTION count_genres() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
  listeners int[];
  of_tracks int[];
  numbers int[];
BEGIN
  SELECT array_agg(user_id), array_agg(track_id), array_agg(plays) INTO listeners, of_tracks, numbers
    FROM (SELECT c.user_id, c.track_id, count(*)::int AS plays FROM changed c JOIN users u ON u.id = c.user_id
          WHERE c.listened_ms IS NOT NULL AND counts_as_play(c.ms_played, u.counts_from_ms) GROUP BY 1, 2) c;
  IF listeners IS NULL THEN RETURN NULL; END IF;
  PERFORM add_genre_plays(listeners, of_tracks, numbers);
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER count_inserted_genres AFTER INSERT ON "play_events"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_genres();

-- Trigger on plays: adds and subtracts the plays of each genre.
CREATE OR REPLACE FUNCTION count_genres() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
  listeners int[];
  of_tracks int[];
  numbers int[];
BEGIN
  SELECT array_agg(user_id), array_agg(track_id), array_agg(plays) INTO listeners, of_tracks, numbers
    FROM (SELECT user_id, track_id, count(*)::int AS plays FROM changed GROUP BY 1, 2) c;
  IF listeners IS NULL THEN RETURN NULL; END IF;
  IF TG_OP = 'INSERT' THEN PERFORM add_genre_plays(listeners, of_tracks, numbers);
  ELSE PERFORM subtract_genre_plays(listeners, of_tracks, numbers);
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER count_inserted_genres AFTER INSERT ON "play_events"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_genres();

CREATE OR REPLACE TRIGGER count_deleted_genres AFTER DELETE ON "play_events"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_genres();

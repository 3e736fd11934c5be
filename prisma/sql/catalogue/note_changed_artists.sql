-- Trigger on artists: notes who played an artist whose genres, name or picture have changed, so that settle_listener counts their
-- genres again and neither name nor picture is shown from a cache. A change of genres locks the artists FOR UPDATE first:
-- add_plays waits, so no first play is missed.
--
-- Takes the artists of one statement. Locks the listeners FOR KEY SHARE, by id. Returns nothing.
CREATE OR REPLACE FUNCTION note_changed_artists() RETURNS trigger
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  changed int[];
BEGIN
  SELECT array_agg(n.id) INTO changed FROM before o JOIN after n ON n.id = o.id
    WHERE (n.genres, n.name, n.image_url) IS DISTINCT FROM (o.genres, o.name, o.image_url);
  INSERT INTO stale_rollups (user_id, artist_ids)
    SELECT u.id, '{}' FROM users u
    WHERE changed IS NOT NULL
      AND EXISTS (SELECT 1 FROM user_artist_stats s WHERE s.user_id = u.id AND s.artist_id = ANY (changed) OFFSET 0)
    ORDER BY u.id FOR KEY SHARE OF u;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER note_changed_artists AFTER UPDATE ON "artists"
  REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION note_changed_artists();

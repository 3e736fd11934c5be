-- Trigger on days: while a rebuild of the listener is under way, records the days that are written, so that the rebuild
-- recounts them: no play that arrives meanwhile is lost or counted twice.
--
-- Takes the days of one statement, whose writer locks the listeners' rows. Locks the row of a rebuild. Returns nothing.
CREATE OR REPLACE FUNCTION note_changed_days() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM zone_rebuilds) THEN
    UPDATE zone_rebuilds z
      SET changed_days = (SELECT array_agg(DISTINCT d ORDER BY d) FROM unnest(z.changed_days || c.days) AS d)
      FROM (SELECT user_id, array_agg(day) AS days FROM changed GROUP BY user_id) c
      WHERE z.user_id = c.user_id;
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER note_inserted_days AFTER INSERT ON "user_day_stats"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_changed_days();

CREATE OR REPLACE TRIGGER note_updated_days AFTER UPDATE ON "user_day_stats"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_changed_days();

CREATE OR REPLACE TRIGGER note_deleted_days AFTER DELETE ON "user_day_stats"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_changed_days();

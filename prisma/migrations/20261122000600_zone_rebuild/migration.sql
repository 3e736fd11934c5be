-- A change of a listener's time zone that is under way. The row is gone once the days are those of the new zone.
CREATE TABLE "zone_rebuilds" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "time_zone" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "worked_at" TIMESTAMPTZ(3) NOT NULL,
    "plays" INTEGER NOT NULL,
    "built_plays" INTEGER NOT NULL DEFAULT 0,
    "built_until" DATE,
    "changed_days" DATE[] DEFAULT ARRAY[]::DATE[],

    CONSTRAINT "zone_rebuilds_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "zone_rebuilds_user_id_key" ON "zone_rebuilds"("user_id");

ALTER TABLE "zone_rebuilds" ADD CONSTRAINT "zone_rebuilds_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Days of the new zone, until all of them are there and take the place of those in user_day_stats at once.
CREATE TABLE "rebuilt_day_stats" (
    "user_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "plays" INTEGER NOT NULL,
    "listened_ms" BIGINT NOT NULL,
    "hour_plays" INTEGER[],

    CONSTRAINT "rebuilt_day_stats_pkey" PRIMARY KEY ("user_id","day")
);

ALTER TABLE "rebuilt_day_stats" ADD CONSTRAINT "rebuilt_day_stats_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Whoever writes plays writes their days in the same statement. While a rebuild of the listener is under way, those days
-- are noted, so that the rebuild counts them once more: no play that arrives meanwhile is lost or counted twice.
CREATE FUNCTION note_changed_days() RETURNS trigger
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

CREATE TRIGGER note_inserted_days AFTER INSERT ON "user_day_stats"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_changed_days();
CREATE TRIGGER note_updated_days AFTER UPDATE ON "user_day_stats"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_changed_days();
CREATE TRIGGER note_deleted_days AFTER DELETE ON "user_day_stats"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_changed_days();

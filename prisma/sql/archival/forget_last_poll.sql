-- Nothing of a deleted account stays behind.
CREATE OR REPLACE FUNCTION forget_last_poll() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  UPDATE last_polls SET polled_at[OLD.id % 100 + 1] = NULL WHERE hundred = OLD.id / 100;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER forget_last_poll AFTER DELETE ON "users" FOR EACH ROW EXECUTE FUNCTION forget_last_poll();

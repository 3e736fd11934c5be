-- Notes since when the archive has every play of a listener: since the first play that a poll brought. Written once a listener.
--
-- Takes plays of polls as add_plays does, of listeners whose rows the caller has locked. Returns nothing.
CREATE OR REPLACE FUNCTION note_archived_from(plays jsonb) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  UPDATE users u SET archived_from = f.first_at
    FROM (SELECT x.user_id, min(x.played_at) AS first_at
      FROM jsonb_to_recordset(plays) AS x(user_id int, played_at timestamptz) GROUP BY 1) f
    WHERE u.id = f.user_id AND u.archived_from IS NULL
$$;

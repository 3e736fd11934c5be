-- Stores items that could not be read as plays, once each.
--
-- Takes [{user_id, reason, payload, payload_bytes, payload_hash, played_at}]; those of deleted accounts are skipped. The
-- caller locks the listeners' rows. Returns nothing.
CREATE OR REPLACE FUNCTION add_rejected_items(items jsonb, at_now timestamptz) RETURNS void
LANGUAGE sql
AS $$
  INSERT INTO rejected_items (user_id, reason, payload, payload_bytes, payload_hash, played_at, seen_at)
    SELECT DISTINCT ON (x.user_id, x.payload_hash) x.user_id, x.reason, x.payload, x.payload_bytes, x.payload_hash,
      x.played_at, at_now
    FROM jsonb_to_recordset(items) AS x(user_id int, reason text, payload text, payload_bytes int, payload_hash text,
      played_at timestamptz)
    JOIN users u ON u.id = x.user_id
    WHERE NOT EXISTS (SELECT 1 FROM rejected_items k WHERE k.user_id = x.user_id AND k.payload_hash = x.payload_hash)
    ON CONFLICT DO NOTHING
$$;

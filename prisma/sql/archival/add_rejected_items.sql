-- Stores items that could not be read as plays, in full and once each.
--
-- Takes [{user_id, reason, payload, payload_hash}]; those of deleted accounts are skipped. Returns nothing.
CREATE OR REPLACE FUNCTION add_rejected_items(items jsonb, at_now timestamptz) RETURNS void
LANGUAGE sql
AS $$
  INSERT INTO rejected_items (user_id, reason, payload, payload_hash, seen_at)
    SELECT DISTINCT ON (x.user_id, x.payload_hash) x.user_id, x.reason, x.payload, x.payload_hash, at_now
    FROM jsonb_to_recordset(items) AS x(user_id int, reason text, payload jsonb, payload_hash text)
    JOIN users u ON u.id = x.user_id
    WHERE NOT EXISTS (SELECT 1 FROM rejected_items k WHERE k.user_id = x.user_id AND k.payload_hash = x.payload_hash)
    ON CONFLICT DO NOTHING
$$;

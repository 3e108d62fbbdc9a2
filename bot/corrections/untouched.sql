-- Posted messages of no day that anything was folded in of, certified anew or computed anew since they were compared:
-- their numbers are what they were, and they count as compared with the newest snapshot.
UPDATE followed_messages f
SET compared_snapshot_id = :newest
FROM (SELECT outbox_id, max(as_of) AS last_day FROM stated_numbers GROUP BY outbox_id) AS stated
WHERE stated.outbox_id = f.outbox_id
  AND f.compared_snapshot_id < :newest
  AND NOT EXISTS (
      SELECT FROM snapshot_changes c
      WHERE c.snapshot_id > f.compared_snapshot_id AND c.snapshot_id <= :newest AND c.day <= stated.last_day
  )
  AND NOT EXISTS (
      SELECT FROM certificates c
      WHERE c.snapshot_id > f.compared_snapshot_id AND c.day <= stated.last_day
  )
  AND NOT EXISTS (
      SELECT FROM certificates_history c
      WHERE c.superseded_by > f.compared_snapshot_id AND c.superseded_by <= :newest AND c.day <= stated.last_day
  )
  AND NOT EXISTS (
      SELECT FROM snapshots s JOIN runs r ON r.id = s.run_id
      WHERE s.id > f.compared_snapshot_id AND s.id <= :newest AND r.kind <> 'incremental'
  )

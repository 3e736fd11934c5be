import type { Deps } from '@/lib/deps';
import { offsetMinutes } from '@/lib/shared/analytics/range-instants';
import { findZoneOffsets } from '@/repositories/operations/zone-offsets';
import { type Finding, fine, warning } from './finding';

/** Whether Node and the database know the same laws about the clocks of the listeners, for a year from now. */
export async function checkTimeZones({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<Finding[]> {
  const offsets = await findZoneOffsets(db, clock.now());
  const differing = offsets.filter(({ zone, at, minutes }) => offsetMinutes(at.getTime(), zone) !== minutes);
  if (differing.length === 0)
    return [fine('Node and the database agree on the time zones of all listeners.')];
  const zones = [...new Set(differing.map(({ zone }) => zone))].join(', ');
  return [
    warning(
      `Node and the database have different clocks for ${zones}: days and hours of plays may be an hour off.`,
      'Update whichever is older: Node, or the time zones of PostgreSQL (the package tzdata).',
    ),
  ];
}

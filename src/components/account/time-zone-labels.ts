import { percentLabel } from '@/lib/shared/percent-label';
import { type TimeZoneState, zoneLabel } from '@/lib/shared/time-zone';

/** Zones under the first part of their names; those without one, such as UTC, come last. */
export interface ZoneRegion {
  region: string;
  zones: string[];
}

const ELSEWHERE = 'Other';

export function zonesByRegion(names: readonly string[]): ZoneRegion[] {
  const regions = new Map<string, string[]>();
  for (const name of names) {
    const region = name.includes('/') ? name.slice(0, name.indexOf('/')) : ELSEWHERE;
    regions.set(region, [...(regions.get(region) ?? []), name]);
  }
  const other = regions.get(ELSEWHERE);
  regions.delete(ELSEWHERE);
  if (other) regions.set(ELSEWHERE, other);
  return [...regions].map(([region, zones]) => ({ region, zones }));
}

/** "Kathmandu" of Asia/Kathmandu, "Knox, Indiana" of America/Indiana/Knox: typing the first letters finds it. */
export function placeName(zone: string): string {
  const [, ...places] = zone.split('/');
  return zoneLabel((places.length === 0 ? [zone] : places.reverse()).join(', '));
}

/** The status of a change that is under way; empty while there is none. */
export function changeLabel({ timeZone, change }: TimeZoneState, locale: string): string {
  if (!change) return '';
  const { to, plays, countedPlays, isStalled } = change;
  if (isStalled)
    return `The change to ${placeName(to)} has stopped. It continues by itself within the hour; nothing is lost.`;
  const share = percentLabel(plays === 0 ? 0 : countedPlays / plays, { locale });
  return `Changing to ${placeName(to)}: ${share} done. Until then everything is shown in the time of ${placeName(timeZone)}.`;
}

const PROBLEMS: Record<number, string> = {
  400: 'There is no such time zone. Choose another one.',
  401: 'You are signed out. Sign in again to change this.',
  429: 'Too many changes in a short time. Wait ten seconds and try again.',
};

/** The message for a refused change. */
export const rejectionLabel = (httpStatus: number): string =>
  PROBLEMS[httpStatus] ?? 'That did not work. Nothing was changed; please try again in a moment.';

export const UNREACHABLE = 'We could not reach the server. Check your connection and try again.';

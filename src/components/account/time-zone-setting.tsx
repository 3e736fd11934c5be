import { type TimeZoneState, timeZoneNames } from '@/lib/shared/time-zone';
import { TimeZoneForm } from './time-zone-form';
import { zonesByRegion } from './time-zone-labels';

interface TimeZoneSettingProps {
  /** As GET /api/user/time-zone answers it. */
  state: TimeZoneState;
  /** The reader's. */
  locale: string;
}

/** The listener's time zone, a choice of all zones, and the progress of a change. */
export function TimeZoneSetting({ state, locale }: TimeZoneSettingProps) {
  const names = timeZoneNames();
  const known = names.includes(state.timeZone) ? names : [state.timeZone, ...names];
  return <TimeZoneForm state={state} regions={zonesByRegion(known)} locale={locale} />;
}

import { type TimeZoneState, timeZoneNames } from '@/lib/shared/time-zone';
import { TimeZoneForm } from './time-zone-form';
import { zonesByRegion } from './time-zone-labels';

interface TimeZoneSettingProps {
  /** As GET /api/user/time-zone answers it. */
  state: TimeZoneState;
}

/** The zone of the listener's days, a choice of all that the server knows, and how far a change is. */
export function TimeZoneSetting({ state }: TimeZoneSettingProps) {
  const names = timeZoneNames();
  const known = names.includes(state.timeZone) ? names : [state.timeZone, ...names];
  return <TimeZoneForm state={state} regions={zonesByRegion(known)} />;
}

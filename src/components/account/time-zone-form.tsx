'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useCallback, useEffect, useId, useRef, useState, useSyncExternalStore } from 'react';
import { browserPolling, type PollingIo } from '@/components/shell/polling-io';
import { outlineButton } from '@/components/ui/button-style';
import type { TimeZoneState } from '@/lib/shared/time-zone';
import { changeLabel, placeName, type ZoneRegion } from './time-zone-labels';
import { followChange, requestTimeZone, type TimeZoneAnswer } from './time-zone-request';

interface TimeZoneFormProps {
  state: TimeZoneState;
  regions: readonly ZoneRegion[];
  /** The reader's. */
  locale: string;
  io?: PollingIo;
}

/** Chooses a zone, requests the change, and announces its progress, to screen readers too. */
export function TimeZoneForm({ state: initial, regions, locale, io = browserPolling }: TimeZoneFormProps) {
  const { state, message, isBusy, change } = useTimeZoneChange(initial, io);
  const [chosen, setChosen] = useState(initial.change?.to ?? initial.timeZone);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // From the form, not the state: a zone chosen before hydration fired no event.
    if (!isBusy) void change(String(new FormData(event.currentTarget).get('timeZone') ?? chosen));
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      {state.change && !state.change.isStalled ? null : (
        <ZoneChoice state={state} isBusy={isBusy} value={chosen} regions={regions} onChoose={setChosen} />
      )}
      <ChangeProgress change={state.change} />
      <p aria-live="polite" className="text-[0.8125rem] text-soft empty:-mt-3">
        {changeLabel(state, locale) || message}
      </p>
    </form>
  );
}

/** The state on the server, polled while a change is under way; the page is refreshed when it ends. */
function useTimeZoneChange(initial: TimeZoneState, io: PollingIo) {
  const { refresh } = useRouter();
  const [state, setState] = useState(initial);
  const [message, setMessage] = useState('');
  const [isBusy, setBusy] = useState(false);
  const started = useRef(false);
  const run = useCallback(
    async (work: () => Promise<TimeZoneAnswer>) => {
      setBusy(true);
      setMessage('');
      const end = await work();
      setBusy(false);
      if ('problem' in end) return setMessage(end.problem);
      setState(end.state);
      if (end.state.change) return;
      setMessage(`Done. Days are now shown in the time of ${placeName(end.state.timeZone)}.`);
      refresh();
    },
    [refresh],
  );
  useEffect(() => {
    if (started.current || !initial.change || initial.change.isStalled) return;
    started.current = true;
    void run(() => followChange(io, setState));
  }, [initial, io, run]);
  const change = (timeZone: string) => run(() => requestTimeZone(io, timeZone, setState));
  return { state, message, isBusy, change };
}

interface ZoneChoiceProps extends ZoneChoices {
  state: TimeZoneState;
  isBusy: boolean;
  value: string;
}

/** Where nothing changes now: which zone it is, and another one to choose. */
function ZoneChoice({ state, isBusy, value, regions, onChoose }: ZoneChoiceProps) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="text-[0.8125rem] text-soft">
        {state.change
          ? 'Days and hours are going to be shown in this time zone.'
          : 'Days and hours are shown in this time zone.'}
      </label>
      <div className="flex flex-wrap gap-2">
        <ZoneSelect id={id} value={value} regions={regions} onChoose={onChoose} />
        <button
          type="submit"
          aria-disabled={isBusy}
          className={`${outlineButton} aria-disabled:cursor-progress aria-disabled:opacity-60`}
        >
          Change
        </button>
      </div>
      <DeviceZone chosen={value} regions={regions} onChoose={onChoose} />
      <p className="text-[0.8125rem] text-soft">
        Changing it recalculates every day of your archive. That takes a moment, and no play is lost.
      </p>
    </>
  );
}

interface ZoneChoices {
  regions: readonly ZoneRegion[];
  onChoose: (zone: string) => void;
}

function ZoneSelect({ id, value, regions, onChoose }: ZoneChoices & { id: string; value: string }) {
  return (
    <select
      id={id}
      name="timeZone"
      value={value}
      onChange={(event) => onChoose(event.target.value)}
      className={`${outlineButton} min-w-0 max-w-full justify-start bg-paper`}
    >
      {regions.map(({ region, zones }) => (
        <optgroup key={region} label={region}>
          {zones.map((zone) => (
            <option key={zone} value={zone}>
              {placeName(zone)}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}

const never = () => () => undefined;
const deviceZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Compares with the zone of the device, which the server does not know: its line is there from the start. */
function DeviceZone({ chosen, regions, onChoose }: ZoneChoices & { chosen: string }) {
  const zone = useSyncExternalStore(never, deviceZone, () => null);
  const isOffered = zone !== null && zone !== chosen && regions.some(({ zones }) => zones.includes(zone));
  const isSame = zone === chosen;
  return (
    <div className="min-h-6 text-[0.8125rem] text-soft noscript:hidden">
      {isOffered ? (
        <button type="button" onClick={() => onChoose(zone)} className="min-h-6 underline hover:text-ink">
          Use this device’s: {placeName(zone)}
        </button>
      ) : null}
      {isSame ? 'Same as this device’s.' : null}
    </div>
  );
}

function ChangeProgress({ change }: { change: TimeZoneState['change'] }) {
  if (!change) return null;
  return (
    <progress
      aria-label="Plays recalculated"
      value={change.countedPlays}
      max={Math.max(1, change.plays)}
      className="h-1.5 w-full max-w-80"
    />
  );
}

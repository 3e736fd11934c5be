import { outlineButton } from '@/components/ui/button-style';
import { field } from '@/components/ui/field-style';
import { zoneLabel } from '@/lib/shared/time-zone';

/** Leaves out a span of time. A plain form, so that it works without scripts. */
export const SpanForm = ({ timeZone }: { timeZone: string }) => (
  <form method="post" action="/api/exclusions">
    <fieldset className="grid gap-2">
      <legend className="mb-2 text-sm font-medium">Leave out a span of time</legend>
      <input type="hidden" name="kind" value="span" />
      <Field label="From" name="from" type="datetime-local" />
      <Field label="To" name="to" type="datetime-local" />
      <p className="text-[0.8125rem] text-soft">Plays that ended in this span, {zoneLabel(timeZone)} time.</p>
      <span>
        <button type="submit" className={outlineButton}>
          Leave this span out
        </button>
      </span>
    </fieldset>
  </form>
);

/** Leaves out hours of every day: the nights of a sleep playlist. */
export const HoursForm = () => (
  <form method="post" action="/api/exclusions">
    <fieldset className="grid gap-2">
      <legend className="mb-2 text-sm font-medium">Leave out hours of every day</legend>
      <input type="hidden" name="kind" value="hours" />
      <Field label="From" name="from" type="time" value="23:00" />
      <Field label="To" name="to" type="time" value="07:00" />
      <p className="text-[0.8125rem] text-soft">On every day of your archive, past ones too.</p>
      <span>
        <button type="submit" className={outlineButton}>
          Leave these hours out
        </button>
      </span>
    </fieldset>
  </form>
);

interface FieldProps {
  label: string;
  name: string;
  type: 'datetime-local' | 'time';
  value?: string;
}

const Field = ({ label, name, type, value }: FieldProps) => (
  <label className="grid grid-cols-[3.5rem_minmax(0,1fr)] items-center gap-2 text-[0.8125rem] text-soft">
    {label}
    <input type={type} name={name} required defaultValue={value} className={`${field} max-w-60`} />
  </label>
);

import { outlineButton } from '@/components/ui/button-style';

interface DateFieldsProps {
  /** The names that the form sends them under. */
  names: { from: string; to: string };
  /** YYYY-MM-DD. */
  from: string | null;
  to: string | null;
}

/** Two fields for the first and last day of a range. */
export const DateFields = ({ names, from, to }: DateFieldsProps) => (
  <>
    <DateField name={names.from} label="From" value={from} />
    <DateField name={names.to} label="To" value={to} />
  </>
);

const DateField = ({ name, label, value }: { name: string; label: string; value: string | null }) => (
  <label className="grid gap-1 text-[0.8125rem] text-soft">
    {label}
    <input
      type="date"
      name={name}
      required
      defaultValue={value ?? undefined}
      className={`${outlineButton} w-full justify-between! bg-paper`}
    />
  </label>
);

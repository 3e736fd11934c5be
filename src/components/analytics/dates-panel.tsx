import Form from 'next/form';
import type { ReactNode } from 'react';
import { HiddenFields } from '@/components/catalogue/search-field';
import { outlineButton, solidButton } from '@/components/ui/button-style';
import type { Choice } from '@/components/ui/choice-tabs';
import { ClosingDetails } from '@/components/ui/closing-details';
import { PageLink } from '@/components/ui/page-link';
import type { Range } from '@/lib/shared/analytics/range';

interface DatesPanelProps {
  range: Range;
  /** The `summary` that opens it. */
  children: ReactNode;
  /** Where it is not as wide as what it lies under. */
  width?: string;
  choices: Choice[];
  /** The page that shows the days, and what else its form sends there. */
  action: string;
  keep: Record<string, string>;
  /** The names under which the form sends the days. */
  names: { from: string; to: string };
  button: string;
}

/** A panel of days to choose: ranges of the calendar by links, any others by a plain form. */
export const DatesPanel = (props: DatesPanelProps) => (
  // Another range is another panel: what was chosen in it closes it.
  <ClosingDetails key={JSON.stringify(props.range)} className="two:relative">
    {props.children}
    <div
      className={`absolute inset-x-0 top-full z-20 mt-2 grid gap-4 rounded-card border border-line bg-card p-4 shadow-card ${props.width ?? ''}`}
    >
      <ul className="flex flex-wrap gap-2">
        {props.choices.map(({ name, href, isChosen }) => (
          <li key={name}>
            <PageLink
              href={href}
              aria-current={isChosen ? 'true' : undefined}
              className="choice border border-line"
            >
              {name}
            </PageLink>
          </li>
        ))}
      </ul>
      <DatesForm {...props} />
    </div>
  </ClosingDetails>
);

const DatesForm = ({ range, action, keep, names, button }: DatesPanelProps) => (
  <Form action={action} prefetch={false} className="grid gap-3 border-t border-line pt-4">
    <HiddenFields fields={keep} />
    <DateField name={names.from} label="From" value={range.from} />
    <DateField name={names.to} label="To" value={range.to} />
    <button type="submit" className={solidButton}>
      {button}
    </button>
  </Form>
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

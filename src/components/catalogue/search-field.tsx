import Form from 'next/form';
import type { ComponentType } from 'react';
import { outlineButton } from '@/components/ui/button-style';
import { LONGEST_QUERY } from '@/lib/shared/catalogue/longest-query';

/** The style of a text field, without its padding. */
export const FIELD =
  'w-full min-w-0 rounded-lg border border-edge bg-card py-2 text-sm max-two:min-h-11 placeholder:text-soft';

interface TextSearchProps {
  /** The page that shows the results. */
  action: string;
  label: string;
  button: string;
  value: string;
  /** Other URL parameters, which are kept. */
  keep?: Record<string, string>;
  /** The text field, where it does more than hold a text. */
  input?: ComponentType<SearchInputProps>;
}

export interface SearchInputProps {
  id: string;
  value: string;
}

const PlainInput = ({ id, value }: SearchInputProps) => (
  <input
    id={id}
    type="search"
    name="q"
    defaultValue={value}
    maxLength={LONGEST_QUERY}
    className={`${FIELD} px-3`}
  />
);

/** A search field within a page, labelled with what it searches. */
export function TextSearch({
  action,
  label,
  button,
  value,
  keep = {},
  input: Input = PlainInput,
}: TextSearchProps) {
  return (
    <Form role="search" action={action} prefetch={false} className="grid min-w-0 flex-1 basis-60 gap-1">
      <HiddenFields fields={keep} />
      <label htmlFor="q" className="text-[0.8125rem] text-soft">
        {label}
      </label>
      <div className="flex gap-2">
        <Input id="q" value={value} />
        <button type="submit" className={`${outlineButton} flex-none`}>
          {button}
        </button>
      </div>
    </Form>
  );
}

/** URL parameters that a form sends along. */
export const HiddenFields = ({ fields }: { fields: Record<string, string> }) =>
  Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);

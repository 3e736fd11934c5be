import type { ReactNode } from 'react';
import { field } from '@/components/ui/field-style';

export interface ReportTexts {
  title: string;
  description: string;
  displayName: string;
}

interface ShareFieldsProps {
  texts: ReportTexts;
  onChange: (name: keyof ReportTexts, text: string) => void;
  today: string;
}

const box = `${field} w-full`;

/** Title, description and name of the report, whether search engines may list it, and its last day. */
export function ShareFields({ texts, onChange, today }: ShareFieldsProps) {
  const bound = (name: keyof ReportTexts) => ({
    id: `share-${name}`,
    name,
    value: texts[name],
    onChange: (event: { target: { value: string } }) => onChange(name, event.target.value),
  });
  return (
    <>
      <Field control="share-title" label="Title">
        <input {...bound('title')} required maxLength={100} className={box} />
      </Field>
      <Field control="share-description" label="Description (optional)">
        <textarea {...bound('description')} maxLength={500} rows={3} className={box} />
      </Field>
      <div className="grid gap-4 two:grid-cols-2">
        <Field control="share-displayName" label="Your name, as others will see it (optional)">
          <input {...bound('displayName')} maxLength={50} autoComplete="nickname" className={box} />
        </Field>
        <Field control="share-expiresAt" label="Last day it can be opened (optional)">
          <input
            id="share-expiresAt"
            type="date"
            name="expiresAt"
            min={today}
            max="2099-12-31"
            className={box}
          />
        </Field>
      </div>
      <label className="flex min-h-6 items-center gap-2.5 text-sm">
        <input type="checkbox" name="isIndexable" className="size-5 accent-accent" />
        Search engines may list it
      </label>
    </>
  );
}

function Field({ control, label, children }: { control: string; label: string; children: ReactNode }) {
  return (
    <label htmlFor={control} className="grid gap-1 text-[0.8125rem] text-soft">
      {label}
      {children}
    </label>
  );
}

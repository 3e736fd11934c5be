'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { browserFetch, type Fetch, sendChange } from '@/components/shell/send-change';
import { field } from '@/components/ui/field-style';
import { THEMES, type Theme } from '@/lib/shared/account/account';
import type { AccountSettings } from '@/lib/shared/account/account-schema';

interface LocaleName {
  tag: string;
  name: string;
}

type Settings = Pick<AccountSettings, 'locale' | 'theme'>;

interface DisplaySettingsProps {
  settings: Settings;
  /** The choices, named on the server: browsers have other names for some countries. */
  locales: readonly LocaleName[];
  /** A number and a date in the current format. */
  sample: string;
  fetch?: Fetch;
}

const SAME_AS_BROWSER = 'Same as this browser';
const THEME_NAMES: Record<Theme, string> = { system: 'Same as this device', light: 'Light', dark: 'Dark' };

/** Colours, and how numbers and dates are written. Each choice is saved immediately and applies on every device. */
export function DisplaySettings(props: DisplaySettingsProps) {
  const { settings, fetch = browserFetch } = props;
  const { refresh } = useRouter();
  const [{ theme, locale }, setChosen] = useState(settings);
  const [message, setMessage] = useState('');
  const change = async (next: Partial<Settings>) => {
    const before = { theme, locale };
    const after = { ...before, ...next };
    setChosen(after);
    showTheme(after.theme);
    const answer = await sendChange(fetch, 'PATCH', '/api/user', next);
    setMessage(answer.ok ? 'Saved.' : answer.problem);
    if (answer.ok) return refresh();
    setChosen(before);
    showTheme(before.theme);
  };
  const form = useEarlyChoice(settings, (early) => void change(early));
  return (
    <>
      <Unchangeable {...props} />
      {/* A browser that filled it in again would choose for the listener. */}
      <form
        ref={form}
        autoComplete="off"
        onSubmit={(event) => event.preventDefault()}
        className="flex flex-col gap-5 noscript:hidden"
      >
        <ThemeChoice theme={theme} onChoose={(value) => void change({ theme: value })} />
        <LocaleChoice {...props} locale={locale} onChoose={(value) => void change({ locale: value })} />
        <p aria-live="polite" className="-mt-2 text-[0.8125rem] text-soft empty:-mt-5">
          {message}
        </p>
      </form>
    </>
  );
}

/** What is chosen, where there are no scripts to change it. */
function Unchangeable({ settings: { theme, locale }, locales, sample }: DisplaySettingsProps) {
  const name = locales.find(({ tag }) => tag === locale)?.name ?? SAME_AS_BROWSER;
  return (
    <div className="hidden gap-4 text-sm noscript:grid">
      <dl className="grid gap-1">
        <dt className="text-[0.8125rem] text-soft">Colours</dt>
        <dd>{THEME_NAMES[theme]}</dd>
        <dt className="mt-2 text-[0.8125rem] text-soft">Numbers and dates</dt>
        <dd>
          {name}, for example {sample}
        </dd>
      </dl>
      <p className="text-[0.8125rem] text-soft">Changing them needs JavaScript.</p>
    </div>
  );
}

/** Gives `onChoose` what was chosen before hydration, which fired no event. Returns the ref of the form. */
function useEarlyChoice(settings: Settings, onChoose: (early: Partial<Settings>) => void) {
  const form = useRef<HTMLFormElement>(null);
  const choose = useEffectEvent(() => {
    const early = differingFrom(settings, new FormData(form.current ?? undefined));
    if (Object.keys(early).length > 0) onChoose(early);
  });
  useEffect(() => choose(), []);
  return form;
}

function differingFrom({ theme, locale }: Settings, fields: FormData): Partial<Settings> {
  const differing: Partial<Settings> = {};
  const chosen = { theme: THEMES.find((name) => name === fields.get('theme')), locale: fields.get('locale') };
  if (chosen.theme && chosen.theme !== theme) differing.theme = chosen.theme;
  if (typeof chosen.locale === 'string' && chosen.locale !== (locale ?? ''))
    differing.locale = chosen.locale || null;
  return differing;
}

/** Immediately; the server renders the same attribute from the next page on. */
function showTheme(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset.theme;
  else dataset.theme = theme;
}

function ThemeChoice({ theme, onChoose }: { theme: Theme; onChoose: (theme: Theme) => void }) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-[0.8125rem] text-soft">Colours</legend>
      <div className="flex w-fit flex-wrap gap-0.5 rounded-[10px] border border-line p-[3px]">
        {THEMES.map((value) => (
          <label
            key={value}
            className="cursor-pointer rounded-lg px-3 py-2 text-sm leading-none font-medium text-soft has-checked:bg-ink has-checked:text-paper has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent-ink"
          >
            <input
              type="radio"
              name="theme"
              value={value}
              checked={theme === value}
              onChange={() => onChoose(value)}
              className="sr-only"
            />
            {THEME_NAMES[value]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface LocaleChoiceProps extends Pick<DisplaySettingsProps, 'locales' | 'sample'> {
  locale: string | null;
  onChoose: (locale: string | null) => void;
}

function LocaleChoice({ locale, locales, sample, onChoose }: LocaleChoiceProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-[0.8125rem] text-soft">
        Numbers and dates
      </label>
      <select
        id={id}
        name="locale"
        value={locale ?? ''}
        onChange={(event) => onChoose(event.target.value || null)}
        className={`${field} w-full max-w-72`}
      >
        <option value="">{SAME_AS_BROWSER}</option>
        {locales.map(({ tag, name }) => (
          <option key={tag} value={tag}>
            {name}
          </option>
        ))}
      </select>
      <p className="mt-1.5 text-[0.8125rem] text-soft">For example {sample}</p>
    </div>
  );
}

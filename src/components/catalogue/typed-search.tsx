'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { LONGEST_QUERY } from '@/lib/shared/catalogue/longest-query';
import { FIELD, type SearchInputProps } from './search-field';

/** Shorter than a pause between words, longer than one between letters, ms. */
const PAUSE = 250;

/** A text field that searches as one types. Its form does the same without scripts. */
export function TypedSearch({ id, value }: SearchInputProps) {
  const router = useRouter();
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);
  const search = (text: string) => {
    clearTimeout(waiting.current);
    const query = text.trim() === '' ? '' : `?${new URLSearchParams({ q: text })}`;
    waiting.current = setTimeout(() => router.replace(`/search${query}`, { scroll: false }), PAUSE);
  };
  return (
    <input
      id={id}
      type="search"
      name="q"
      defaultValue={value}
      maxLength={LONGEST_QUERY}
      autoComplete="off"
      className={`${FIELD} px-3`}
      onChange={(event) => search(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') clearTimeout(waiting.current);
      }}
    />
  );
}

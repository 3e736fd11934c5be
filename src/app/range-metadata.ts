import type { Metadata } from 'next';
import { rangeTitle } from '@/components/analytics/range-labels';
import { type Asked, oneOf, readRange } from './page-range';
import { readerFormat } from './reader';

/** The title of a page about a range: "Dashboard, 2025"; its name alone where the address names no days. */
export async function rangeMetadata(name: string, searchParams: Promise<Asked>): Promise<Metadata> {
  const asked = await searchParams;
  if ([asked.range, asked.from, asked.to].every((value) => oneOf(value) === undefined))
    return { title: name };
  const { locale } = await readerFormat();
  return { title: `${name}, ${rangeTitle(readRange(asked, '1y').range, locale)}` };
}

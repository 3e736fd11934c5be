import type { Metadata } from 'next';
import { rangeTitle } from '@/components/analytics/range-labels';
import { type Asked, oneOf, readRange } from './page-range';
import { readerFormat } from './reader';

/** The title of a page about a range: "Dashboard, 2025"; its name alone where the address names no days that can be read. */
export async function rangeMetadata(
  name: string | undefined,
  searchParams: Promise<Asked>,
): Promise<Metadata> {
  const asked = await searchParams;
  const { range, problem } = readRange(asked, '1y');
  const isNamed = [asked.range, asked.from, asked.to].some((value) => oneOf(value) !== undefined);
  if (name === undefined || !isNamed || problem) return { title: name };
  const { locale } = await readerFormat();
  return { title: `${name}, ${rangeTitle(range, locale)}` };
}

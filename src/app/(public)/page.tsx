import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { LandingView } from '@/components/landing/landing-view';
import { env } from '@/lib/env';
import { knownUser } from '@/middleware/session';
import { oneOf } from '../page-range';
import { returnPath } from '../return-path';

export const metadata: Metadata = { title: { absolute: 'Audiospective' } };

/** What this is, and the sign-in; a signed-in listener is sent on. */
export default async function LandingPage({ searchParams }: PageProps<'/'>) {
  const asked = await searchParams;
  const problem = oneOf(asked.error) ?? null;
  const returnTo = returnPath(oneOf(asked.next));
  // A failed second sign-in is shown even while the first session is still valid.
  if (problem === null && (await knownUser())) redirect(returnTo);
  const { demo, archiveEveryMinutes } = env();
  return <LandingView demo={demo} problem={problem} returnTo={returnTo} everyMinutes={archiveEveryMinutes} />;
}

import 'server-only';
import { redirect } from 'next/navigation';
import { LandingView } from '@/components/landing-view';
import { env } from '@/lib/env';
import { currentUser } from '@/middleware/session';

interface LandingPageProps {
  searchParams: Promise<{ error?: string | string[] }>;
}

export default async function LandingPage({ searchParams }: LandingPageProps) {
  const { error } = await searchParams;
  const problem = (Array.isArray(error) ? error[0] : error) ?? null;
  // A failed second sign-in must be told, even to somebody whose first one still holds.
  if (!problem && (await currentUser())) redirect('/dashboard');
  const { demo, archiveEveryMinutes } = env();
  return <LandingView demo={demo} everyMinutes={archiveEveryMinutes} problem={problem} />;
}

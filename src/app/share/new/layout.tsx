import type { ReactNode } from 'react';
import { requireUser } from '@/middleware/session';

/** Who is not signed in gets a real redirect. */
export default async function NewShareLayout({ children }: { children: ReactNode }) {
  await requireUser();
  return children;
}

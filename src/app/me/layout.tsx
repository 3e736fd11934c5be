import type { ReactNode } from 'react';
import { requireUser } from '@/middleware/session';

/** Above the loading state on purpose: who is not signed in gets a real redirect, not a skeleton that turns away. */
export default async function AccountLayout({ children }: { children: ReactNode }) {
  await requireUser();
  return children;
}

import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { deps } from '@/lib/build-deps';
import type { EntityKind } from '@/lib/shared/analytics/statistics';
import { requireUser } from '@/middleware/session';
import { hasHeard } from '@/services/analytics-service';
import { entityKey } from './entity-key';

export interface EntityLayoutProps {
  params: Promise<{ id: string }>;
  children: ReactNode;
}

/**
 * Above the loading state on purpose: what this listener never played is answered with 404, which is too late once a
 * skeleton is on its way.
 */
export async function EntityLayoutOf({ kind, params, children }: EntityLayoutProps & { kind: EntityKind }) {
  const user = await requireUser();
  const id = entityKey((await params).id);
  if (id === null || !(await hasHeard(deps(), user.id, { kind, id }))) notFound();
  return children;
}

'use client';

import type { ReactNode } from 'react';
import { sharedValue } from '@/components/shell/shared-value';

const importing = sharedValue(false);

/** Set by what follows the imports of an open page. */
export const setImporting = importing.set;

interface UnlessImportingProps {
  /** While the page follows an import. */
  instead: ReactNode;
  children: ReactNode;
}

/** What was made with the page; while it follows an import, something else. */
export const UnlessImporting = ({ instead, children }: UnlessImportingProps) =>
  importing.useLatest() ? instead : children;

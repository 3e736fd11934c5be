'use client';

import type { ReactNode } from 'react';
import { sharedValue } from '@/components/shell/shared-value';

const importing = sharedValue(false);

/** Set by what follows the imports of an open page. */
export const setImporting = importing.set;

/** Figures that were made with the page; in their place, while it follows an import, that they grow. */
export const UnlessImporting = ({ children }: { children: ReactNode }) =>
  importing.useLatest() ? 'An import is adding plays' : children;

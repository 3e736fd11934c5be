'use client';

import type { ComponentProps } from 'react';
import { ErrorBoundary } from '@/components/ui/error-boundary';

export default function ErrorPage(props: ComponentProps<typeof ErrorBoundary>) {
  return <ErrorBoundary {...props} />;
}

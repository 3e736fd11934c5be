'use client';

import type { ComponentProps } from 'react';
import { ErrorBoundary } from '@/components/ui/error-boundary';

export default function ReportError(props: ComponentProps<typeof ErrorBoundary>) {
  return <ErrorBoundary {...props} isReport />;
}

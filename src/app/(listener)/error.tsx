'use client';

import { ErrorBoundary, type ErrorBoundaryProps } from '@/components/ui/error-boundary';

export default function ListenerError(props: ErrorBoundaryProps) {
  return <ErrorBoundary {...props} isFramed />;
}

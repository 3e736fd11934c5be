'use client';

import { ErrorBoundary, type ErrorBoundaryProps } from '@/components/ui/error-boundary';

export default function ErrorPage(props: ErrorBoundaryProps) {
  return <ErrorBoundary {...props} />;
}

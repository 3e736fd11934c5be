'use client';

import { ErrorBoundary, type ErrorBoundaryProps } from '@/components/error-boundary';

export default function ErrorPage(props: ErrorBoundaryProps) {
  return <ErrorBoundary {...props} />;
}

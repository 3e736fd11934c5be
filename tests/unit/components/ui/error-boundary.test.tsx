import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ErrorBoundary } from '@/components/ui/error-boundary';
import { BUSY_DIGEST } from '@/lib/shared/busy';
import { countingRouter } from '../test-router';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function show(digest: string) {
  const reset = vi.fn();
  const { Router, refreshed } = countingRouter();
  render(
    <Router>
      <ErrorBoundary error={Object.assign(new Error('hidden'), { digest })} reset={reset} />
    </Router>,
  );
  return { reset, refreshed };
}

describe('a page that failed', () => {
  it('because the archive was busy says so, and is read again after 5 seconds', () => {
    const { reset, refreshed } = show(BUSY_DIGEST);
    expect(document.body.textContent).toContain('Trying again in 5 seconds.');
    act(() => void vi.advanceTimersByTime(4_900));
    expect(reset).not.toHaveBeenCalled();
    act(() => void vi.advanceTimersByTime(200));
    expect([reset.mock.calls.length, refreshed()]).toEqual([1, 1]);
  });

  it('for any other reason waits for its reader, and names its code', () => {
    const { reset } = show('1234');
    act(() => void vi.advanceTimersByTime(60_000));
    expect(reset).not.toHaveBeenCalled();
    expect(screen.getByText(/give the site operator this code/).textContent).toMatch(/code: 1234$/);
  });
});

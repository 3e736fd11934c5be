import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ErrorBoundary } from '@/components/ui/error-boundary';
import { BUSY_DIGEST } from '@/lib/shared/busy';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function show(digest: string, isReport = false) {
  const retry = vi.fn();
  const error = Object.assign(new Error('hidden'), { digest });
  render(<ErrorBoundary error={error} retry={retry} isReport={isReport} />);
  return retry;
}

describe('a page that failed', () => {
  it('because the archive was busy says so, and is read again after 5 seconds', () => {
    const retry = show(BUSY_DIGEST);
    expect(document.body.textContent).toContain('Trying again in 5 seconds.');
    act(() => void vi.advanceTimersByTime(4_900));
    expect(retry).not.toHaveBeenCalled();
    act(() => void vi.advanceTimersByTime(200));
    expect(retry).toHaveBeenCalledTimes(1);
  });

  it('for any other reason waits for its reader, and names its code', () => {
    const retry = show('1234');
    act(() => void vi.advanceTimersByTime(60_000));
    expect(retry).not.toHaveBeenCalled();
    expect(screen.getByText(/give the site operator this code/).textContent).toMatch(/code: 1234$/);
  });
  it.each(['1234', BUSY_DIGEST])('tells the reader of a report nothing of an archive: %s', (digest) => {
    show(digest, true);
    expect(document.body.textContent).toContain('The report is still there.');
    expect(document.body.textContent).not.toMatch(/archive|sync/);
  });
});

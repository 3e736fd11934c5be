import { act, cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ReloadWhenBack } from '@/components/shell/reload-when-back';
import { RETRY_AFTER_S } from '@/lib/shared/busy';
import { SECOND } from '@/lib/shared/time';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const pass = () => act(() => vi.advanceTimersByTimeAsync(RETRY_AFTER_S * SECOND));

it('reloads the page only once it is back, whatever kept it away', async () => {
  const answers = [503, null, 503, 200];
  let [asked, loaded] = [0, 0];
  const ask = async () => {
    const status = answers[asked++];
    if (status == null) throw new TypeError('Failed to fetch');
    return status;
  };
  const reload = () => {
    loaded += 1;
  };
  render(<ReloadWhenBack ask={ask} reload={reload} />);
  for (const time of [1, 2, 3]) {
    await pass();
    expect([asked, loaded]).toEqual([time, 0]);
  }
  await pass();
  expect([asked, loaded]).toEqual([4, 1]);
  await pass();
  expect([asked, loaded]).toEqual([4, 1]);
});

it('asks no more once it is gone', async () => {
  let asked = 0;
  const ask = async () => {
    asked += 1;
    return 503;
  };
  const { unmount } = render(<ReloadWhenBack ask={ask} reload={() => {}} />);
  await pass();
  unmount();
  await pass();
  expect(asked).toBe(1);
});

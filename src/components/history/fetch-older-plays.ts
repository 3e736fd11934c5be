import { pageHref } from '@/components/shell/page-links';
import type { HistoryPage } from '@/lib/shared/analytics/statistics';

export type FetchOlder = (href: string) => Promise<Response>;

/** The next page of the history as `/api/recent-plays` answers it, or the status of a refusal, 0 without a connection. Never throws. */
export async function fetchOlderPlays(
  fetchOlder: FetchOlder,
  parameters: Record<string, string>,
  cursor: string,
): Promise<HistoryPage | number> {
  try {
    const response = await fetchOlder(pageHref('/api/recent-plays', { ...parameters, cursor }));
    return response.ok ? ((await response.json()) as HistoryPage) : response.status;
  } catch {
    return 0;
  }
}

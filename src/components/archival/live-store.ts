import { sharedValue } from '@/components/shell/shared-value';
import type { LiveNews, LiveState } from '@/lib/shared/archival/live-state';

/** The last event of an open page, for every part of it; null before the first, and on the server. */
export const { set: setLiveNews, useLatest: useLiveNews } = sharedValue<LiveNews | null>(null);

/** The archive as the open page shows it; null where the page shows none. */
export const { set: setShownState, useLatest: useShownState } = sharedValue<LiveState | null>(null);

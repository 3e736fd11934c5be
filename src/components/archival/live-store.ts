import { sharedValue } from '@/components/shell/shared-value';
import type { LiveNews } from '@/lib/shared/archival/live-state';

/** The last event of an open page, for every part of it; null before the first, and on the server. */
export const { set: setLiveNews, useLatest: useLiveNews } = sharedValue<LiveNews | null>(null);

'use client';

import { useNow } from '@/components/archival/use-now';
import { relativeDay } from '@/lib/shared/relative-time';

/** "today", "2 days ago", which ages. Both are ISO 8601 UTC; `made` is when the page was made. */
export const LastSeen = ({ at, made, locale }: { at: string; made: string; locale: string }) =>
  relativeDay(at, useNow(made), locale);

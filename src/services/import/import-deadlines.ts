import { HOUR, MINUTE } from '@/lib/shared/time';

/** A job without progress for an hour counts as failed. */
export const deadlineFrom = (now: Date): Date => new Date(now.getTime() + HOUR);

/** An upload without progress for a minute counts as broken off. */
export const uploadDeadlineFrom = (now: Date): Date => new Date(now.getTime() + MINUTE);

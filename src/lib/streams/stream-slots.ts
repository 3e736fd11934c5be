/** Counts the open streams of each listener in this process. */
export interface StreamSlots {
  /** Takes a slot and returns what frees it again; null when all slots of this listener are taken. */
  take(userId: number): (() => void) | null;
}

export function createStreamSlots(limit: number): StreamSlots {
  const open = new Map<number, number>();
  return {
    take: (userId) => {
      const taken = open.get(userId) ?? 0;
      if (taken >= limit) return null;
      open.set(userId, taken + 1);
      return () => {
        const left = (open.get(userId) ?? 1) - 1;
        if (left > 0) open.set(userId, left);
        else open.delete(userId);
      };
    },
  };
}

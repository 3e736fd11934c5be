/** A field of a form on a card. */
export const field = 'min-w-0 rounded-lg border border-edge bg-paper px-3 py-2 text-sm text-ink';

// What one presses is not on paper.
const shape =
  'print:hidden inline-flex items-center justify-center gap-2 rounded-lg px-3.5 py-2 text-sm max-two:min-h-11 font-medium no-underline motion-safe:transition-opacity motion-safe:duration-150 hover:opacity-85 disabled:opacity-60';

/** The primary action. */
export const solidButton = `${shape} border border-transparent bg-accent text-on-accent`;

/** Any other action. */
export const outlineButton = `${shape} border border-edge text-ink`;

/** Does what cannot be undone, or leads to it. */
export const riskyButton = `${shape} border border-bad text-bad`;

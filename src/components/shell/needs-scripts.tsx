/** Stands for what only scripts can do, where there are none. `what`: the beginning of the sentence. */
export const NeedsScripts = ({ what }: { what: string }) => (
  <p className="hidden text-[0.8125rem] text-soft noscript:block">{what} needs JavaScript.</p>
);

const STEPS = ['bg-q0', 'bg-q1', 'bg-q2', 'bg-q3', 'bg-q4', 'bg-q5'];

/** Explains the five steps, and the hatching where a chart has any: `lack` says what it means. */
export function DensityKey({ lack = null }: { lack?: string | null }) {
  return (
    <p
      aria-hidden="true"
      className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1 text-[0.8125rem] text-soft"
    >
      <span className="flex items-center gap-1">
        <span className="mr-1">none</span>
        {STEPS.map((step) => (
          <span key={step} aria-hidden="true" className={`drawn size-2.5 rounded-[2px] ${step}`} />
        ))}
        <span className="ml-1">most</span>
      </span>
      {lack ? (
        <span className="flex items-center gap-2">
          <span aria-hidden="true" className="hatched size-2.5 rounded-[2px]" />
          {lack}
        </span>
      ) : null}
    </p>
  );
}

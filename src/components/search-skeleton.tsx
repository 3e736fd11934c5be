/** Holds the places of the field and of what it finds. */
export function SearchSkeleton() {
  return (
    <div aria-busy="true" className="grid gap-4 two:gap-5">
      <p role="status" className="sr-only">
        Searching…
      </p>
      <TitleBars />
      <div className="skeleton h-[63px] w-full max-w-xl" />
      <div className="grid items-start gap-4 two:gap-5 wide:grid-cols-2">
        <div className="skeleton h-[320px] rounded-card" />
        <div className="skeleton h-[320px] rounded-card" />
      </div>
    </div>
  );
}

/** Of a heading and the sentence under it. */
const TitleBars = () => (
  <div className="grid gap-2 pt-3 pb-1">
    <div className="skeleton h-[42px] w-56 max-w-full two:h-[65px]" />
    <div className="skeleton h-[51px] w-full max-w-[56ch] two:h-[27px]" />
  </div>
);

/** Holds the places of the account's cards. */
export function AccountSkeleton() {
  return (
    <div aria-busy="true" className="grid gap-4 two:gap-5">
      <p role="status" className="sr-only">
        Loading your account…
      </p>
      <div className="grid gap-2 pt-3 pb-1">
        <div className="skeleton h-[42px] w-56 max-w-full two:h-[65px]" />
        <div className="skeleton h-[51px] w-full max-w-[56ch] two:h-[27px]" />
      </div>
      <div className="grid items-start gap-4 two:gap-5 wide:grid-cols-2">
        <div className="skeleton h-[190px] rounded-card" />
        <div className="skeleton h-[230px] rounded-card" />
        <div className="skeleton h-[300px] rounded-card" />
        <div className="skeleton h-[220px] rounded-card" />
      </div>
      <div className="skeleton h-[200px] rounded-card" />
    </div>
  );
}

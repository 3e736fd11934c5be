/** The sign for "not archived", the same hatching as in every chart and list. */
export function HatchIcon() {
  return <span aria-hidden="true" className="hatched mt-0.5 block size-4 flex-none rounded-[3px]" />;
}

/**
 * Why a call failed, for the log and the operator, in the words of the innermost cause: `fetch` itself says no more than
 * that it failed. Of several addresses that were tried, the first speaks.
 */
export function faultReason(fault: unknown): string {
  if (fault instanceof AggregateError) return faultReason(fault.errors[0]);
  if (!(fault instanceof Error)) return String(fault);
  return fault.cause === undefined ? fault.message : faultReason(fault.cause);
}

/**
 * Why a call failed, for the log and the operator: the message of the innermost cause, because `fetch` itself says only
 * "fetch failed". Where several addresses were tried, that of the first.
 */
export function faultReason(fault: unknown): string {
  if (fault instanceof AggregateError) return faultReason(fault.errors[0]);
  if (!(fault instanceof Error)) return String(fault);
  return fault.cause === undefined ? fault.message : faultReason(fault.cause);
}

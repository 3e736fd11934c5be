/** Days begin at the reader's midnight: a form with a field for it tells which zone that is. */
const TELL_TIME_ZONE =
  'addEventListener("submit",({target:{tz}})=>{if(tz)tz.value=Intl.DateTimeFormat().resolvedOptions().timeZone})';

/** Runs at once, before React is there: somebody may sign in before it is. `nonce` is the security policy's. */
export const TimeZoneScript = ({ nonce }: { nonce: string | undefined }) => (
  <script nonce={nonce}>{TELL_TIME_ZONE}</script>
);

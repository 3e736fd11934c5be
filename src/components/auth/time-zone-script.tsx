/** Fills in the browser's time zone when a form that has a field for it is submitted. */
const TELL_TIME_ZONE =
  'addEventListener("submit",({target:{tz}})=>{if(tz)tz.value=Intl.DateTimeFormat().resolvedOptions().timeZone})';

/** Inline, because somebody may sign in before React has loaded. `nonce` is that of the security policy. */
export const TimeZoneScript = ({ nonce }: { nonce: string | undefined }) => (
  <script nonce={nonce}>{TELL_TIME_ZONE}</script>
);

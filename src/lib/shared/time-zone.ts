// An offset such as +05:45 is a zone to Intl but means the opposite sign to PostgreSQL: only names are accepted.
const NAME = /^[A-Za-z][A-Za-z0-9_]*([/+-][A-Za-z0-9_]+)*$/;

/** Whether a text is the name of a time zone, e.g. `Asia/Kathmandu`. */
export function isTimeZoneName(text: string): boolean {
  if (text.length > 64 || !NAME.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

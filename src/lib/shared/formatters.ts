/** How many formatters of each kind are cached; each takes some tens of kilobytes. */
const MOST = 200;

/**
 * Creating an `Intl` formatter costs a hundred times as much as using it, so one is cached per locale and options; the
 * least recently used is evicted first.
 */
function madeOnce<Options, Formatter>(make: (locale: string, options: Options) => Formatter) {
  const made = new Map<string, Formatter>();
  return (locale: string, options: Options): Formatter => {
    const key = `${locale} ${JSON.stringify(options)}`;
    const formatter = made.get(key) ?? make(locale, options);
    made.delete(key);
    made.set(key, formatter);
    const [oldest] = made.keys();
    if (made.size > MOST && oldest !== undefined) made.delete(oldest);
    return formatter;
  };
}

/** Throws a RangeError for a zone that this runtime does not know. Always pass a zone: the default is the machine's. */
export const dateFormatter = madeOnce(
  (locale, options: Intl.DateTimeFormatOptions & { timeZone: string }) =>
    new Intl.DateTimeFormat(locale, options),
);

export const numberFormatter = madeOnce(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);

export const listFormatter = madeOnce(
  (locale, options: Intl.ListFormatOptions) => new Intl.ListFormat(locale, options),
);

export const nameFormatter = madeOnce(
  (locale, options: Intl.DisplayNamesOptions) => new Intl.DisplayNames(locale, options),
);

/** How many formatters of each kind are cached; each takes some tens of kilobytes. */
const MOST = 200;

/**
 * Creating an `Intl` formatter costs a hundred times as much as using it, so one is cached per locale and options; the
 * least recently used is evicted first. By hand, because it is in the scripts of pages too, and smaller than a library.
 */
export function madeOnce<Options, Formatter>(make: (locale: string, options: Options) => Formatter) {
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

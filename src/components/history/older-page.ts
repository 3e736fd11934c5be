/** The outside of the list: handed in, so that a test can play a server. */
export interface OlderPageIo {
  fetch: (href: string) => Promise<Response>;
}

/** The days of an older page, ready to be put on this one, and where the one after it is. */
export interface OlderPage {
  days: HTMLElement[];
  nextHref: string | null;
}

/** Reads the days and the way on out of a history page; null when it did not come or was none. Never throws. */
export async function loadOlderPage(io: OlderPageIo, href: string): Promise<OlderPage | null> {
  try {
    const response = await io.fetch(href);
    if (!response.ok) return null;
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    if (!page.querySelector('[data-history]')) return null;
    const days = [...page.querySelectorAll<HTMLElement>('[data-history] > [data-day]')];
    const next = page.querySelector('a[data-older]')?.getAttribute('href') ?? null;
    return { days: days.map((day) => document.importNode(day, true)), nextHref: next };
  } catch {
    return null;
  }
}

/** Puts older days under the ones that are there; a day that both have becomes one. Answers the first new row. */
export function appendDays(list: Element, days: HTMLElement[]): HTMLElement | null {
  const [first, ...others] = days;
  if (!first) return null;
  const lastShown = [...list.querySelectorAll<HTMLElement>('[data-day]')].at(-1);
  const rows = [...first.querySelectorAll('li')];
  const sameDay = lastShown && lastShown.dataset.day === first.dataset.day;
  if (sameDay) lastShown.querySelector('ul')?.append(...rows);
  list.append(...(sameDay ? others : days));
  return rows[0] ?? null;
}

import { appendDays, loadOlderPage, type OlderPageIo } from './older-page';

/** Pages that come by scrolling alone; then a click is asked for, so that the end of the page can be reached. */
const UNASKED_PAGES = 4;
/** How far below what is seen the link may be to be near. */
const NEAR = '600px';

const LOADING = 'Looking further back…';
const ADDED = 'Older plays were added above.';
const ENDED = 'There are no older ones.';
const FAILED = 'They did not come. The link tries again.';

/** Puts older pages of the history under the one that is shown: when their link is pressed, or comes near. */
export function runOlderPlays(document: Document, io: OlderPageIo): void {
  const list = document.querySelector('[data-history]');
  const link = document.querySelector<HTMLAnchorElement>('a[data-older]');
  const says = document.querySelector('[data-older-says]');
  if (!list || !link || !says) return;
  let [busy, unasked] = [false, UNASKED_PAGES];

  const load = async (): Promise<HTMLElement | null> => {
    if (busy) return null;
    busy = true;
    says.textContent = LOADING;
    const page = await loadOlderPage(io, link.getAttribute('href') ?? '');
    busy = false;
    if (!page) {
      says.textContent = FAILED;
      return null;
    }
    const first = appendDays(list, page.days);
    says.textContent = page.nextHref ? ADDED : ENDED;
    if (page.nextHref) link.href = page.nextHref;
    else link.remove();
    return first;
  };

  const nearness = watchNearness(link, async () => {
    if (busy || unasked === 0) return;
    unasked -= 1;
    // Told again only when something came: a server that fails is not asked without end.
    if (await load()) nearness.again();
  });

  link.addEventListener('click', async (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    unasked = UNASKED_PAGES;
    const first = await load();
    first?.querySelector('a')?.focus();
    if (first) nearness.again();
  });
}

/** Calls when the element is about to be scrolled into view; `again` has it called also if it still is. */
function watchNearness(element: Element, onNear: () => void): { again: () => void } {
  const observer = new IntersectionObserver(([entry]) => (entry?.isIntersecting ? onNear() : undefined), {
    rootMargin: NEAR,
  });
  observer.observe(element);
  return {
    again: () => {
      observer.unobserve(element);
      observer.observe(element);
    },
  };
}

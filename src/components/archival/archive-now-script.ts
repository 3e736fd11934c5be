import { requestWords } from './archive-labels';
import {
  type ArchiveProgress,
  type ArchiveRequestIo,
  changesThePage,
  followArchive,
  requestArchive,
} from './archive-request';

const PLACE = '[data-archive-now]';
/** What is made anew when there is something new: the page, without its head and this script. */
const PAGE = '[data-page]';

/**
 * Brings the button of `ArchiveNow` to life in a document that React made but does not keep: asks for a look, says how
 * it goes, and puts the page as it is then in the place of the one that is shown; `onRenewed` is told of that.
 */
export function runArchiveNow(
  document: Document,
  io: ArchiveRequestIo,
  onRenewed: () => void = () => {},
): void {
  let busy = false;

  async function run(work: typeof requestArchive): Promise<void> {
    if (busy) return;
    busy = true;
    button(document)?.setAttribute('aria-disabled', 'true');
    const end = await work(io, (progress) => say(document, progress));
    say(document, end);
    if (changesThePage(end)) {
      if (await renew(document, io)) onRenewed();
      say(document, end);
    }
    button(document)?.setAttribute('aria-disabled', 'false');
    busy = false;
  }

  // The button is another one after the page was made anew.
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest(`${PLACE} button`)) void run(requestArchive);
  });
  if (document.querySelector('[data-archive-now=follow]')) void run(followArchive);
}

const button = (document: Document) => document.querySelector<HTMLElement>(`${PLACE} button`);

function say(document: Document, progress: ArchiveProgress | null): void {
  const place = document.querySelector(`${PLACE} [aria-live]`);
  const words = progress ? requestWords(progress) : '';
  if (place && place.textContent !== words) place.textContent = words;
}

/** Who is signed out by now, or cannot reach us, keeps the page that they see. */
async function renew(document: Document, io: ArchiveRequestIo): Promise<boolean> {
  const shown = document.querySelector(PAGE);
  const response = await io.fetch(document.URL).catch(() => null);
  if (!shown || !response?.ok) return false;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector(PAGE);
  if (!fresh) return false;
  const hadFocus = document.activeElement === button(document);
  shown.replaceWith(fresh);
  if (hadFocus) button(document)?.focus({ preventScroll: true });
  return true;
}

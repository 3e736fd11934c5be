/** After the page was loaded, and between one card and the next. */
const CALM_MS = 500;
const PAUSE_MS = 100;

/**
 * Has the browser draw what it left undrawn for being far out of sight (see `FarPair` of the dashboard's view), so that a
 * page that is kept as a picture is whole too: a card at a time, so that nobody waits for all of them.
 */
export function drawFarCards(document: Document, later: (work: () => void, ms: number) => void): void {
  const cards = document.querySelectorAll<HTMLElement>('[data-far] > *');
  cards.forEach((card, place) => {
    later(() => card.style.setProperty('content-visibility', 'visible'), CALM_MS + place * PAUSE_MS);
  });
}

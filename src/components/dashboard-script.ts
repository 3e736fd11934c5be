import { runArchiveNow } from './archive-now-script';
import { browser } from './archive-request';

// The whole script of the dashboard; scripts/document-parts.mjs makes one text of it and of what it imports.
// Hidden by now; its ids are those of the page.
document.querySelector('[data-loading]')?.remove();
runArchiveNow(document, browser);

// From now on nothing is busy: what lies far out of sight is drawn too (see `Pair` of the dashboard's view).
addEventListener('load', () =>
  setTimeout(() => document.documentElement.style.setProperty('--far', 'visible'), 500),
);

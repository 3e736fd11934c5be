import { runOlderPlays } from './older-plays-script';

// The whole script of the history; scripts/document-parts.mjs makes one text of it and of what it imports.
// Hidden by now; its ids are those of the page.
document.querySelector('[data-loading]')?.remove();
runOlderPlays(document, { fetch: (href) => fetch(href) });

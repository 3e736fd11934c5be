import { runArchiveNow } from './archive-now-script';
import { browser } from './archive-request';

// The whole script of the dashboard; scripts/document-parts.mjs makes one text of it and of what it imports.
// Hidden by now; its ids are those of the page.
document.querySelector('[data-loading]')?.remove();
runArchiveNow(document, browser);

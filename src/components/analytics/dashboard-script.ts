import { runArchiveNow } from '@/components/archival/archive-now-script';
import { browser } from '@/components/archival/archive-request';
import { drawFarCards } from './draw-far-cards';

// The whole script of the dashboard; scripts/document-parts.mjs makes one text of it and of what it imports.
// Hidden by now; its ids are those of the page.
document.querySelector('[data-loading]')?.remove();
const drawRest = () => drawFarCards(document, setTimeout);
runArchiveNow(document, browser, drawRest);
addEventListener('load', drawRest);

import { screen } from '@testing-library/react';

/** The texts of the cells of every row, folded tables included. */
export const tableRows = () =>
  screen
    .getAllByRole('row', { hidden: true })
    .map((row) =>
      [...row.querySelectorAll('th, td')].map((cell) => cell.textContent?.replaceAll('\u00a0', ' ')),
    );

/** Where the elements that a selector finds lead. */
export const hrefsOf = (selector: string) =>
  [...document.querySelectorAll(selector)].map((link) => link.getAttribute('href'));

import type { ReactElement } from 'react';

/** A part of a document as text: nothing on it needs React in the browser. */
export async function html(element: ReactElement): Promise<string> {
  const { renderToStaticMarkup } = await import('react-dom/server');
  return renderToStaticMarkup(element);
}

/** A whole document as text. */
export const documentHtml = async (document: ReactElement): Promise<string> =>
  `<!DOCTYPE html>${await html(document)}`;

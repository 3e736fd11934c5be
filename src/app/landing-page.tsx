import 'server-only';
import { LandingDocument } from '@/components/landing-document';
import { LANDING_STYLE } from '@/generated/landing-style';
import type { LandingRenderer } from '@/middleware/landing';

/** Renders to plain text: nothing on the page needs React in the browser. */
export const landingPage: LandingRenderer = async (view) => {
  const { renderToStaticMarkup } = await import('react-dom/server');
  return `<!DOCTYPE html>${renderToStaticMarkup(<LandingDocument {...view} style={LANDING_STYLE} />)}`;
};

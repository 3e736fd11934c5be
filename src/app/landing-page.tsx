import { LandingDocument } from '@/components/landing/landing-document';
import { LANDING_STYLE } from '@/generated/landing-style';
import type { LandingRenderer } from '@/middleware/landing';
import { documentHtml } from './document-html';

export const landingPage: LandingRenderer = (view) =>
  documentHtml(<LandingDocument {...view} style={LANDING_STYLE} />);

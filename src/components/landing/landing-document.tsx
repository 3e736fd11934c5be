import { PageDocument } from '@/components/shell/page-document';
import { LandingView, type LandingViewProps } from './landing-view';

/** Days begin at the reader's midnight: the form of the sign-in tells which zone that is. Without it they are UTC's. */
const TELL_ZONE =
  'addEventListener("submit",e=>{e.target.tz.value=Intl.DateTimeFormat().resolvedOptions().timeZone})';

interface LandingDocumentProps extends LandingViewProps {
  style: string;
  nonce: string;
}

/** The whole document of the landing page, the first thing that anybody sees. */
export const LandingDocument = ({ style, nonce, ...view }: LandingDocumentProps) => (
  <PageDocument title="Audiospective" script={TELL_ZONE} style={style} nonce={nonce}>
    <LandingView {...view} />
  </PageDocument>
);

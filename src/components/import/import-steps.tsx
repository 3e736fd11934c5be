import { outlineButton, solidButton } from '@/components/ui/button-style';
import { Card } from '@/components/ui/card';
import type { ReaderFormat } from '@/lib/shared/format';
import { reminderHref } from './import-reminder';
import { UnlessImporting } from './unless-importing';

const SPOTIFY_PRIVACY = 'https://www.spotify.com/account/privacy/';

interface ImportStepsProps {
  /** Of this installation; the reminder leads back to it. */
  appUrl: string;
  now: Date;
  format: ReaderFormat;
}

/** How to get the listening history from Spotify, in Spotify's own words. */
export function ImportSteps({ appUrl, now, format }: ImportStepsProps) {
  return (
    <Card id="import-steps" title="How to get it from Spotify">
      <ol className="grid list-decimal gap-3 pl-5 text-sm marker:font-semibold [&>li]:pl-1">
        <li>
          Open Spotify’s privacy page and find “Download your data”. Untick “Account data” and tick{' '}
          <b className="font-[550]">Extended streaming history</b>.
          <p className="mt-2">
            <UnlessImporting instead={<PrivacyPageLink className={outlineButton} />}>
              <PrivacyPageLink className={solidButton} />
            </UnlessImporting>
          </p>
        </li>
        <li>Choose “Request data”, and press the button in the email that Spotify sends right away.</li>
        <li>
          Wait for the second email, “Your extended streaming history is ready”. It takes a few days,{' '}
          {format.number(30)} at most; its download link works for {format.count(14, 'day')}.
          <p className="mt-2">
            <a href={reminderHref(appUrl, now)} download="import-your-history.ics" className={outlineButton}>
              Remind me in a week (calendar)
            </a>
          </p>
        </li>
        <li>Download the zip file and choose it here, as it is.</li>
      </ol>
    </Card>
  );
}

const PrivacyPageLink = ({ className }: { className: string }) => (
  <a href={SPOTIFY_PRIVACY} rel="noreferrer" target="_blank" className={className}>
    Open Spotify’s privacy page
  </a>
);

import type { Metadata } from 'next';
import { ReloadButton } from '@/components/shell/reload-button';
import { ReloadOnceOnline } from '@/components/shell/reload-once-online';
import { outlineButton } from '@/components/ui/button-style';
import { MessagePage } from '@/components/ui/message-page';

export const metadata: Metadata = { title: 'Offline', robots: { index: false } };

/** What the service worker shows instead of a page while there is no connection. */
export default function OfflinePage() {
  return (
    <MessagePage
      title="You are offline"
      what="This page needs a connection, and opens by itself once there is one. Your last dashboard can be read without one, if you opened it on this device."
      safe="Your archive keeps going: the server saves your plays in the meantime."
    >
      <ReloadOnceOnline />
      <ReloadButton>Try again</ReloadButton>
      <a href="/dashboard" className={outlineButton}>
        Your last dashboard
      </a>
    </MessagePage>
  );
}

import { ReloadOnceOnline } from './reload-once-online';

/** Of a page that the service worker kept: says so, and of when it is. */
export const OfflineNote = ({ made }: { made: string }) => (
  <p className="hidden rounded-[10px] border border-edge bg-card px-4 py-2.5 text-sm in-data-offline:block">
    <b className="font-[550]">You are offline.</b> This is your dashboard as it was on {made}. It is updated
    once you are back online.
    <ReloadOnceOnline />
  </p>
);

import { intervalLabel } from '@/components/archival/archive-labels';

/** Six things to know before signing in; the first names the polling interval of this installation. */
export function LandingFacts({ everyMinutes }: { everyMinutes: number }) {
  return (
    <ul className="grid gap-x-10 gap-y-6 border-t border-line pt-6 two:grid-cols-2 wide:grid-cols-3">
      <Fact title={`Syncs ${intervalLabel(everyMinutes)}`}>
        Day and night: your last 50 plays are read, new ones are saved, and no play is counted twice.
      </Fact>
      <Fact title="Imports your history">
        Spotify sends you your whole listening history on request. Import it, and your archive begins with
        your first play.
      </Fact>
      <Fact title="Gaps are shown">
        If you played more than Spotify shows, your dashboard says when and at most how many plays are
        missing.
      </Fact>
      <Fact title="It only reads">
        Spotify asks you to let it read your latest plays (for the archive), what you are playing (for your
        open dashboard), your profile (to recognise you) and your email address (to show which account this
        is).
      </Fact>
      <Fact title="Yours to take away">
        Export every play as a table or as a complete file, whenever you like. Deleting your account removes
        everything stored about you.
      </Fact>
      <Fact title="Open source">
        All of it is free software under the MIT licence. One command runs it on your own machine, with
        nothing to install but Node.
      </Fact>
    </ul>
  );
}

function Fact({ title, children }: { title: string; children: string }) {
  return (
    <li>
      <h2 className="mb-1 text-[1.0625rem] font-semibold">{title}</h2>
      <p className="text-sm text-soft">{children}</p>
    </li>
  );
}

'use client';

import { useSession } from 'next-auth/react';

/** Who is signed in; or that the session has ended elsewhere while this page was open. */
export function SignedInAs({ name }: { name: string }) {
  if (useSession().status === 'unauthenticated') {
    return (
      <p className="mt-3 text-soft">
        You are signed out. <a href="/">Sign in again</a>
      </p>
    );
  }
  return (
    <p className="mt-3 truncate text-soft" title={name}>
      Signed in as <bdi>{name}</bdi>
    </p>
  );
}

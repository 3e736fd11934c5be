'use client';

import { type MouseEvent, useRef } from 'react';
import { quietButton } from './button-style';
import type { OlderPageIo } from './older-page';
import { useOlderPages } from './use-older-pages';

const browser: OlderPageIo = { fetch: (href) => fetch(href, { credentials: 'same-origin' }) };

interface OlderPlaysProps {
  href: string;
  io?: OlderPageIo;
}

/** The way to older plays: a link that works by itself, and better still brings them here as the reader scrolls. */
export function OlderPlays({ href, io = browser }: OlderPlaysProps) {
  const list = useRef<HTMLDivElement>(null);
  const link = useRef<HTMLAnchorElement>(null);
  const { nextHref, message, ask } = useOlderPages(href, io, list, link);
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    ask();
  };
  return (
    <>
      <div ref={list} className="grid gap-6 empty:hidden" />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {nextHref ? (
          <a ref={link} href={nextHref} data-older onClick={onClick} className={quietButton}>
            Older plays
          </a>
        ) : null}
        <p aria-live="polite" className="text-[13px] text-soft">
          {message}
        </p>
      </div>
    </>
  );
}

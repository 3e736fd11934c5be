'use client';

import { type ComponentProps, useEffect, useRef } from 'react';

/** A `details` that also closes by Escape and by a press outside of it; without scripts it is a plain one. */
export function ClosingDetails(props: ComponentProps<'details'>) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = () => details.current?.removeAttribute('open');
    const pressed = ({ target }: Event) => {
      if (target instanceof Node && !details.current?.contains(target)) close();
    };
    const escaped = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape' || !details.current?.open) return;
      close();
      details.current.querySelector('summary')?.focus();
    };
    document.addEventListener('pointerdown', pressed);
    document.addEventListener('keydown', escaped);
    return () => {
      document.removeEventListener('pointerdown', pressed);
      document.removeEventListener('keydown', escaped);
    };
  }, []);
  return <details ref={details} {...props} />;
}

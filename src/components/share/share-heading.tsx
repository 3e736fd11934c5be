import type { ReactNode } from 'react';

interface ShareHeadingProps {
  title: string;
  description: string | null;
  /** The chosen name, the days, or both. */
  byline: string;
}

/** What somebody wrote over their report. */
export function ShareHeading({ title, description, byline }: ShareHeadingProps): ReactNode {
  return (
    <header className="opening">
      <p className="by">{byline}</p>
      <h1>{title}</h1>
      {description ? <p className="description">{description}</p> : null}
    </header>
  );
}

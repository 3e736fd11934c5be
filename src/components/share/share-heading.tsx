import type { ReactNode } from 'react';

interface ShareHeadingProps {
  title: string;
  description: string | null;
  /** The chosen name, the days, or both. */
  byline: string;
  /** The preview stands on a page that has a heading of its own. */
  level?: 'h1' | 'h2';
}

/** What somebody wrote over their report. */
export function ShareHeading({
  title,
  description,
  byline,
  level: Heading = 'h1',
}: ShareHeadingProps): ReactNode {
  return (
    <header className="opening">
      <p className="by">{byline}</p>
      <Heading className="title">{title}</Heading>
      {description ? <p className="description">{description}</p> : null}
    </header>
  );
}

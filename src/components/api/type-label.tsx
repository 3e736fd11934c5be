import { Fragment } from 'react';

/** A type in words; the names in it lead to what they are. */
export function TypeLabel({ type, schemaNames }: { type: string; schemaNames: ReadonlySet<string> }) {
  const parts = type.split(/\b([A-Z]\w+)\b/).map((text, place) => ({ text, place }));
  return (
    <span className="font-mono text-soft">
      {parts.map(({ text, place }) =>
        schemaNames.has(text) ? (
          <a key={place} href={`#schema-${text}`} className="text-accent-ink">
            {text}
          </a>
        ) : (
          <Fragment key={place}>{text}</Fragment>
        ),
      )}
    </span>
  );
}

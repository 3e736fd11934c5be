import { Fragment } from 'react';
import type { NamedText } from '@/lib/shared/named-text';

/** A sentence whose names may be written from right to left. */
export const Named = ({ text }: { text: NamedText }) =>
  text.map((part, index) => {
    const key = `${index}`;
    return typeof part === 'string' ? (
      <Fragment key={key}>{part}</Fragment>
    ) : (
      <bdi key={key}>{part.name}</bdi>
    );
  });

import { Fragment } from 'react';
import { type NamedText, namesText } from '@/lib/shared/named-text';

/** A sentence whose names may be written from right to left. */
export const Named = ({ text }: { text: NamedText }) =>
  text.map((part, index) => {
    const key = `${index}`;
    return typeof part === 'string' ? (
      <Fragment key={key}>{part}</Fragment>
    ) : (
      <Name key={key}>{part.name}</Name>
    );
  });

/** Names in a row, each in its own direction: one that is torn apart by its neighbours cannot be read. */
export const Names = ({ names }: { names: readonly string[] }) => <Named text={namesText(names)} />;

/** Names of music or people, in any script. A Korean one breaks between its words, as one in Latin letters does. */
export const Name = ({ className = '', children }: { className?: string; children: string }) => (
  <bdi className={`${wordsOf(children)}${className}` || undefined}>{children}</bdi>
);

/** The class of a line with a name in it, before its others. */
export const wordsOf = (text: string): string => (HANGUL.test(text) ? 'break-keep ' : '');

const HANGUL = /\p{sc=Hangul}/u;

import { cloneElement, isValidElement, type ReactElement, type ReactNode } from 'react';
import type { Font } from 'satori';
import { cutTexts } from './ellipsis';

type Element = ReactElement<{ children?: ReactNode }>;

/**
 * The same picture, with the texts that satori has no room for cut short as cutShort does: by itself it cuts after any sign
 * or space, "IV. …". Lays the picture out once, with letters instead of outlines, to see what is drawn of each text.
 */
export async function fitTexts(
  picture: ReactNode,
  size: { width: number; height: number },
  fonts: Font[],
): Promise<ReactNode> {
  const { default: satori } = await import('satori');
  const texts: string[] = [];
  const whole = withTexts(picture, (text) => {
    texts.push(text);
    return text;
  });
  const svg = await satori(whole, { ...size, fonts, embedFont: false });
  const cuts = cutTexts(texts, piecesOf(svg));
  let place = -1;
  return withTexts(whole, (text) => {
    place += 1;
    return cuts.get(place) ?? text;
  });
}

/** The picture with each of its texts changed, in the order in which they are drawn, and its components called. */
function withTexts(node: ReactNode, change: (text: string) => string): ReactNode {
  if (typeof node === 'string') return change(node);
  if (Array.isArray(node)) return node.map((child) => withTexts(child, change));
  if (!isValidElement(node)) return node;
  const { type, props } = node as Element;
  if (typeof type === 'function') {
    const component = type as (of: typeof props) => ReactNode;
    return withTexts(component(props), change);
  }
  return props.children === undefined
    ? node
    : cloneElement(node as Element, { children: withTexts(props.children, change) });
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" };

/** What each of satori's text elements holds. */
const piecesOf = (svg: string): string[] =>
  Array.from(svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g), ([, text = '']) =>
    text.replaceAll(/&(#?\w+);/g, (entity, name: string) => ENTITIES[name] ?? entity),
  );

'use client';

import Link from 'next/link';
import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useRef,
  useState,
} from 'react';
import { createReaderFormat } from '@/lib/shared/format';
import {
  type ChartFigures,
  chartSize,
  firstPosition,
  type Position,
  positionAfter,
  stretchOf,
} from './chart-figures';
import { markAt } from './chart-marks';

interface ChartCursorProps {
  figures: ChartFigures;
  /** For screen readers: what the arrow keys and Enter do. */
  label: string;
  locale: string;
  /** False where the plays are nobody else's to see: on a shared report. */
  isLinked?: boolean;
  /** The picture. */
  children: ReactNode;
}

/** One tooltip and one link for all marks of a chart; they follow the pointer and the arrow keys. */
export const ChartCursor = (props: ChartCursorProps) => (
  // Other days are other marks: the cursor starts afresh.
  <Cursor key={stretchOf(props.figures)} {...props} />
);

function Cursor({ figures, label, locale, isLinked = true, children }: ChartCursorProps) {
  const format = createReaderFormat({ locale, timeZone: 'UTC' });
  const { position, link, handlers } = useCursor(figures);
  const mark = position ? markAt(figures, position, format) : null;
  const box = position && mark ? boxOf(position, figures) : null;
  return (
    <div
      role="application"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes keys, so it takes the focus.
      tabIndex={0}
      className="relative size-full touch-pan-y"
      {...handlers}
    >
      {children}
      <Outline box={box} href={isLinked ? (mark?.href ?? null) : null} title={mark?.title} link={link} />
      <Tooltip box={box}>{mark?.title}</Tooltip>
    </div>
  );
}

/** The position of the cursor, and the handlers that move it. */
function useCursor(figures: ChartFigures) {
  const [position, setPosition] = useState<Position | null>(null);
  const link = useRef<HTMLAnchorElement>(null);
  const isFirstTouch = useRef(false);
  const first = firstPosition(figures);

  function press(event: KeyboardEvent) {
    const next = positionAfter(figures, position ?? first, event.key);
    if (next) setPosition(position ? next : first);
    else if (event.key === 'Escape') setPosition(null);
    else if (event.key === 'Enter') {
      isFirstTouch.current = false;
      link.current?.click();
    } else return;
    event.preventDefault();
  }

  const handlers = {
    ...pointerHandlers({ figures, position, setPosition, link, isFirstTouch }),
    onKeyDown: press,
    onFocus: () => setPosition((known) => known ?? first),
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent) =>
      currentTarget.contains(relatedTarget) || setPosition(null),
  };
  return { position, link, handlers };
}

interface PointedAt {
  figures: ChartFigures;
  position: Position | null;
  setPosition: (position: Position | null) => void;
  link: RefObject<HTMLAnchorElement | null>;
  isFirstTouch: RefObject<boolean>;
}

/** A finger covers what it touches: the first touch shows the tooltip, the second follows the link. */
function pointerHandlers({ figures, position, setPosition, link, isFirstTouch }: PointedAt) {
  function follow(event: PointerEvent<HTMLDivElement>) {
    const isTouch = event.pointerType === 'touch';
    const isDown = event.type === 'pointerdown';
    const isOnLink = isTouch && position && link.current && isWithinReach(event, position, figures);
    // The second touch stays on the mark, also where it slips; the first one may slide on to others.
    if (isOnLink && (isDown || !isFirstTouch.current)) {
      isFirstTouch.current = false;
      return;
    }
    const met = positionUnder(event, figures);
    const isNew = met.column !== position?.column || met.row !== position.row;
    if (isDown || isNew) isFirstTouch.current = isTouch && isNew;
    if (isNew) setPosition(met);
  }

  function followLink(event: MouseEvent<HTMLDivElement>) {
    if (isFirstTouch.current) event.preventDefault();
    else if (event.target instanceof Node && !link.current?.contains(event.target)) link.current?.click();
  }

  return {
    onPointerDown: follow,
    onPointerMove: follow,
    onPointerLeave: ({ pointerType }: PointerEvent) => pointerType !== 'touch' && setPosition(null),
    onClickCapture: followLink,
  };
}

/** In percent of the picture. */
interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

function boxOf({ column, row }: Position, figures: ChartFigures): Box {
  const { columns, rows } = chartSize(figures);
  return {
    left: (column / columns) * 100,
    top: (row / rows) * 100,
    width: 100 / columns,
    height: 100 / rows,
  };
}

function positionUnder(event: PointerEvent<HTMLDivElement>, figures: ChartFigures): Position {
  const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
  const { columns, rows } = chartSize(figures);
  const place = (share: number, count: number) =>
    Math.min(count - 1, Math.max(0, Math.floor(share * count) || 0));
  return {
    column: place((event.clientX - left) / width, columns),
    row: place((event.clientY - top) / height, rows),
  };
}

/** In pixels: a mark of 3 px cannot be met twice. */
const REACH = 24;

/** Whether a finger meets the mark: no further from its middle than `REACH` each way, or on it. */
function isWithinReach(event: PointerEvent<HTMLDivElement>, position: Position, figures: ChartFigures) {
  const picture = event.currentTarget.getBoundingClientRect();
  const { left, top, width, height } = boxOf(position, figures);
  const isNear = (at: number, start: number, length: number, whole: number) =>
    Math.abs(at - ((start + length / 2) / 100) * whole) <= Math.max(REACH, (length / 2 / 100) * whole);
  return (
    isNear(event.clientX - picture.left, left, width, picture.width) &&
    isNear(event.clientY - picture.top, top, height, picture.height)
  );
}

interface OutlineProps {
  box: Box | null;
  href: string | null;
  title: string | undefined;
  link: RefObject<HTMLAnchorElement | null>;
}

/** Around the mark; where it has plays, the outline is the link to them. */
function Outline({ box, href, title, link }: OutlineProps) {
  if (!box) return null;
  const { left, top, width, height } = box;
  const place = {
    className: 'absolute rounded-[3px] bg-ink/10 ring-2 ring-ink',
    style: { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` },
  };
  if (!href) return <span {...place} />;
  return (
    <Link
      ref={link}
      href={href}
      prefetch={false}
      tabIndex={-1}
      draggable={false}
      aria-label={title}
      {...place}
    />
  );
}

/** Above the picture, over the mark, and never beyond the picture's sides; read out when it changes. */
function Tooltip({ box, children }: { box: Box | null; children: ReactNode }) {
  const middle = box ? box.left + box.width / 2 : 0;
  return (
    <p
      role="status"
      className="pointer-events-none absolute bottom-full z-10 mb-1.5 w-max max-w-full rounded-lg border border-line bg-ink px-2.5 py-1.5 text-[0.8125rem] leading-snug text-paper shadow-card empty:border-0 empty:p-0"
      style={{
        left: `${middle}%`,
        transform: `translateX(-${middle}%)`,
      }}
    >
      {children}
    </p>
  );
}

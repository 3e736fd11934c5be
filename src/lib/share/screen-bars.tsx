import type { PictureShape } from '@/lib/shared/analytics/year/screen';
import { COLOURS } from '@/lib/shared/design-tokens';
import { ACCENT, column, row, SOFT } from './picture-parts';

interface DrawnBar {
  label: string;
  figure: string;
  value: number;
  isArchived: boolean;
}

const HATCHED = `repeating-linear-gradient(45deg, ${COLOURS.hatch.light} 0px, ${COLOURS.hatch.light} 4px, ${COLOURS.paper.light} 4px, ${COLOURS.paper.light} 10px)`;

/** A bar for each month or week; the fullest is the strongest, and what was never archived is hatched. */
export function BarsOf({ bars, shape }: { bars: DrawnBar[]; shape: PictureShape }) {
  const isStory = shape === 'story';
  const [fontSize, height, labels] = isStory ? [36, 38, 220] : [26, 24, 165];
  const largest = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <div style={{ ...column, gap: isStory ? 22 : 8 }}>
      {bars.map(({ label, figure, value, isArchived }) => (
        <div key={label} style={{ ...row, fontSize }}>
          <span style={{ width: labels }}>{label}</span>
          <div style={{ ...row, flexGrow: 1, height, ...(isArchived ? {} : { backgroundImage: HATCHED }) }}>
            <div
              style={{
                height,
                width: `${(100 * value) / largest}%`,
                borderRadius: 3,
                background: value === largest ? ACCENT : COLOURS.q3.light,
              }}
            />
          </div>
          <div style={{ display: 'flex', width: labels, color: SOFT, justifyContent: 'flex-end' }}>
            {figure}
          </div>
        </div>
      ))}
    </div>
  );
}

import { fullBar, type PictureShape, type ScreenBar } from '@/lib/shared/analytics/year/screen';
import { COLOURS } from '@/lib/shared/design-tokens';
import { ACCENT, column, row, SOFT } from './picture-parts';

/** What the picture shows of a month or week. */
export type DrawnBar = Pick<ScreenBar, 'label' | 'figure' | 'value' | 'isWhole' | 'isRunning'>;

const HATCHED = `repeating-linear-gradient(45deg, ${COLOURS.hatch.light} 0px, ${COLOURS.hatch.light} 4px, ${COLOURS.paper.light} 4px, ${COLOURS.paper.light} 10px)`;

/** A bar for each month or week; the fullest is the strongest, paler where it is not over, hatched where the archive lacks something. */
export function BarsOf({ bars, shape }: { bars: DrawnBar[]; shape: PictureShape }) {
  const isStory = shape === 'story';
  const [fontSize, height, labels] = isStory ? [36, 38, 220] : [26, 24, 165];
  const full = fullBar(bars);
  const largest = Math.max(...bars.map(({ value }) => value));
  return (
    <div style={{ ...column, gap: isStory ? 22 : 8 }}>
      {bars.map(({ label, figure, value, isWhole, isRunning }) => (
        <div key={label} style={{ ...row, fontSize }}>
          <span style={{ width: labels }}>{label}</span>
          <div style={{ ...row, flexGrow: 1, height, ...(isWhole ? {} : { backgroundImage: HATCHED }) }}>
            <div
              style={{
                height,
                width: `${(100 * value) / full}%`,
                borderRadius: 3,
                opacity: isRunning ? 0.5 : 1,
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

import { presetName } from '@/components/analytics/range-labels';
import { outlineButton, solidButton } from '@/components/ui/button-style';
import { Card } from '@/components/ui/card';
import { field } from '@/components/ui/field-style';
import { PRESETS } from '@/lib/shared/analytics/range-presets';

interface ExportCardProps {
  hasPlays: boolean;
  hasLeftOut: boolean;
  /** The reader's. */
  locale: string;
}

/** The export: plays as a table, plays as a file that can be imported again, or everything stored about the listener. */
export function ExportCard(props: ExportCardProps) {
  const isEmpty = !props.hasPlays && !props.hasLeftOut;
  return (
    <Card id="export" title="Export" note={noteOf(props)}>
      <div className="grid gap-5">
        {isEmpty ? null : <PlaysForm locale={props.locale} />}
        <div className="grid gap-3 not-first:border-t not-first:border-line not-first:pt-5">
          <p className="text-sm">
            <strong className="font-semibold">Everything about you.</strong> One zip file with everything
            stored about you: profile, plays, gaps, reports, imports, sign-ins. Readable without this
            software. Access tokens are not included.
          </p>
          <a href="/api/export?gdpr=true" download className={`${outlineButton} w-fit`}>
            Download everything
          </a>
        </div>
      </div>
    </Card>
  );
}

function noteOf({ hasPlays, hasLeftOut }: ExportCardProps): string {
  if (hasLeftOut) return 'Every play, including those left out of statistics';
  return hasPlays ? 'Every play in your archive' : 'There are no plays yet.';
}

/** A plain form: the browser saves the response, also without scripts. */
function PlaysForm({ locale }: { locale: string }) {
  return (
    <form method="get" action="/api/export" className="grid gap-4">
      <div className="flex flex-wrap items-end gap-x-5 gap-y-3">
        <label className="grid gap-1 text-[0.8125rem] text-soft">
          Plays of
          <select name="range" defaultValue="all" className={field}>
            {[...PRESETS].reverse().map((preset) => (
              <option key={preset} value={preset}>
                {preset === 'all' ? 'all time' : presetName(preset, locale).toLowerCase()}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className="flex flex-wrap gap-3">
        <button type="submit" name="format" value="csv" className={solidButton}>
          Table (CSV)
        </button>
        <button type="submit" name="format" value="excel" className={outlineButton}>
          Table for Excel
        </button>
        <button type="submit" name="format" value="json" className={outlineButton}>
          Complete file (JSON)
        </button>
      </div>
      <p className="text-[0.8125rem] text-soft">
        The table has every column, for programs and spreadsheets. The one for Excel writes dates, times and
        minutes the way you do. The complete file can be imported again, here or elsewhere, without losing a
        play; it does not record which plays you leave out of statistics.
      </p>
    </form>
  );
}

import { presetName } from '@/components/analytics/range-labels';
import { outlineButton, solidButton } from '@/components/ui/button-style';
import { Card } from '@/components/ui/card';
import { field } from '@/components/ui/field-style';
import { PRESETS } from '@/lib/shared/analytics/range-presets';

interface ExportCardProps {
  hasLeftOut: boolean;
  /** The reader's. */
  locale: string;
}

/** The export: plays as a table, plays as a file that can be imported again, or everything stored about the listener. */
export function ExportCard({ hasLeftOut, locale }: ExportCardProps) {
  const note = hasLeftOut
    ? 'Every play, including those left out of statistics'
    : 'Every play in your archive';
  return (
    <Card id="export" title="Export" note={note}>
      <div className="grid gap-5">
        <PlaysForm locale={locale} />
        <div className="grid gap-3 border-t border-line pt-5">
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

import { outlineButton } from '@/components/ui/button-style';
import { Card } from '@/components/ui/card';
import { field } from '@/components/ui/field-style';
import { DEFAULT_COUNTS_FROM_S, LONGEST_COUNTS_FROM_S } from '@/lib/shared/history/counts-from';
import { SECOND } from '@/lib/shared/time';

/** From which length on a play counts. A form, so that it works without scripts. */
export const CountingCard = ({ countsFromMs }: { countsFromMs: number }) => (
  <Card id="counting" title="Which plays count">
    <form method="post" action="/api/user/counts-from" className="grid gap-1.5">
      <label htmlFor="counts-from" className="text-[0.8125rem] text-soft">
        Seconds after which a play counts
      </label>
      <span className="flex flex-wrap gap-2">
        <input
          id="counts-from"
          type="number"
          name="seconds"
          required
          min={0}
          max={LONGEST_COUNTS_FROM_S}
          step={1}
          defaultValue={countsFromMs / SECOND}
          aria-describedby="counts-from-note"
          className={`${field} w-24`}
        />
        <button type="submit" className={outlineButton}>
          Change
        </button>
      </span>
      <p id="counts-from-note" className="text-[0.8125rem] text-soft">
        Spotify counts a play from {DEFAULT_COUNTS_FROM_S} seconds on. Shorter plays are kept but do not
        count. Changing this recalculates every figure.
      </p>
    </form>
  </Card>
);

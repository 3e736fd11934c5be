import type { z } from 'zod';
import type * as schema from './range-schema';

/** Calendar days in the listener's own zone, both included; `all` has neither end. */
export type Range = z.output<typeof schema.Range>;

/** What a range is compared with. */
export type ComparedRange = z.output<typeof schema.ComparedRange>;

/** What a list is ranked by, and what a chart's height means. */
export type Measure = 'plays' | 'time';

import pg from 'pg';
import { metrics } from '@/lib/metrics';

type Connected = Extract<Parameters<pg.Pool['connect']>[0], (...given: never[]) => void>;

/** A pool that measures how long its callers wait for a connection, whether they get one or give up. */
export class MeasuredPool extends pg.Pool {
  constructor(
    config: pg.PoolConfig,
    /** `main` or `statistics`. */
    readonly pool: string,
  ) {
    super(config);
  }

  // A single statement comes through here as well.
  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.PoolClient> | undefined {
    const stop = metrics().connectionWaitSeconds.startTimer({ pool: this.pool });
    if (callback === undefined) return super.connect().finally(() => stop());
    super.connect((error, client, done) => {
      stop();
      callback(error, client, done);
    });
  }
}

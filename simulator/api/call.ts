import type { ListenerLife } from '../life/listener-life';
import type { Scene } from '../scene';

/** One request to the Web API whose token is good. */
export interface Call {
  scene: Scene;
  life: ListenerLife;
  scopes: readonly string[];
  url: URL;
  /** The id or name in the path; empty where there is none. */
  subject: string;
  /** ms UTC */
  now: number;
}

import { page, text } from './page';
import type { Scene } from './scene';

/** The page at the simulator's root address. */
export function frontPage(scene: Scene): string {
  const lives = [...scene.listeners.values()]
    .map(
      (life) => `<li><b>${text(life.displayName)}</b> <i>${text(life.id)}</i><br>
<span class="soft">${text(life.about ?? 'Never plays anything.')}</span></li>`,
    )
    .join('');
  return page(
    'At work',
    `<p class="label">Spotify simulator</p><h1>At work</h1>
<p class="lead">This stands in for Spotify: sign-in, tokens and Web API, with invented listeners and invented music.
Quota mode: ${scene.quota}. Seed: ${scene.seed}. Time here: ${new Date(scene.clock.now()).toISOString()}.</p>
<ul class="lives">${lives}</ul>
<div class="foot"><ul class="scopes"><li><code>GET /authorize</code></li><li><code>POST /api/token</code></li>
<li><code>GET /v1/me, /v1/me/player/recently-played, /v1/artists …</code></li>
<li><code>GET /control/requests, POST /control/faults …</code></li></ul></div>`,
  );
}

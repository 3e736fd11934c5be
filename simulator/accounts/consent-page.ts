import type { ListenerLife } from '../life/listener-life';
import { page, text } from '../page';
import type { Client } from './client';

export interface ConsentRequest {
  client: Client;
  scopes: readonly string[];
  listeners: readonly ListenerLife[];
  /** The query of /authorize; the form posts back to it. */
  query: URLSearchParams;
}

const MEANING: Record<string, string> = {
  'user-read-recently-played': 'Your latest plays',
  'user-read-email': 'Your email address',
  'user-read-private': 'Your profile: Spotify ID, name, country and subscription',
  'user-top-read': 'Your top artists and tracks',
  'user-read-currently-playing': 'What you are playing now',
};

/** The page on which a person chooses which simulated listener they are. */
export function consentPage({ client, scopes, listeners, query }: ConsentRequest): string {
  const app = text(client.name ?? client.id);
  return page(
    `${client.name ?? client.id} asks for access`,
    `<p class="label">Spotify simulator</p>
<h1>Who is listening?</h1>
<p class="lead"><b>${app}</b> asks to read your listening. Nobody here is real: choose a simulated listener and you
go back to ${app} signed in as them.</p>
<form method="post" action="/authorize?${text(query.toString())}">
<ul class="lives">${listeners.map(listenerButton).join('')}</ul>
<div class="foot"><div><h2>${app} will be able to see</h2>
<ul class="scopes">${scopes.map(scopeLine).join('') || '<li>Your public profile only</li>'}</ul></div>
<button class="ghost" name="decision" value="cancel">Cancel</button></div>
</form>`,
  );
}

function listenerButton(life: ListenerLife): string {
  const since = life.startsAt > 0 ? ` · since ${new Date(life.startsAt).getUTCFullYear()}` : '';
  const initial = [...life.displayName][0] ?? '?';
  return `<li><button class="life" name="listener" value="${text(life.id)}">
<span class="face" aria-hidden="true">${text(initial)}</span>
<span><b>${text(life.displayName)}</b> <i>${text(life.id)}</i><br>
<span class="soft">${text(life.about ?? 'Never plays anything.')}</span><br>
<small>${text(life.timeZone.replaceAll('_', ' '))}${since}</small></span></button></li>`;
}

function scopeLine(scope: string): string {
  const meaning = MEANING[scope];
  return `<li>${meaning ? `${meaning} ` : ''}<code>${text(scope)}</code></li>`;
}

import { LegalFrame, LegalSection } from '@/components/legal/legal-frame';
import { PageLink } from '@/components/ui/page-link';
import type { ApiOperation, ApiPage } from '@/lib/shared/api/api-page';
import { SEPARATOR } from '@/lib/shared/format';
import { SchemaCard } from './schema-card';

/** The API of this installation: how to use it, and every operation, each with a page of its own. */
export function ApiView({ page: { groups, schemas } }: { page: ApiPage }) {
  const problem = schemas.find(({ name }) => name === 'Problem');
  return (
    <LegalFrame title="For developers" lead="Your archive over HTTP: everything these pages show, as JSON.">
      <Start />
      {groups.map(({ name, note, operations }) => (
        <LegalSection key={name} id={name.toLowerCase()} title={name}>
          {note === null ? null : <p className="-mt-1.5 text-soft">{note}</p>}
          <div className="overflow-hidden rounded-card border border-line bg-card shadow-card">
            {operations.map((operation) => (
              <OperationLink key={operation.id} operation={operation} />
            ))}
          </div>
        </LegalSection>
      ))}
      <LegalSection id="errors" title="Errors">
        <p>
          Every error is a problem document (RFC 9457). Programs go by its code, which stays the same; the
          other words may change.
        </p>
        {problem ? <SchemaCard schema={problem} schemaNames={new Set()} /> : null}
      </LegalSection>
    </LegalFrame>
  );
}

function OperationLink({ operation }: { operation: ApiOperation }) {
  const { id, method, path, summary, access } = operation;
  return (
    <PageLink
      href={`/developers/${id}`}
      className="grid gap-x-3 border-b border-line px-4 py-2.5 no-underline last:border-b-0 hover:bg-q0 two:grid-cols-[3.5rem_1fr]"
    >
      <span className="font-mono text-[0.75rem] leading-5 font-semibold text-accent-ink">{method}</span>
      <span className="min-w-0">
        <span className="font-mono text-sm">{path}</span>
        <span className="block text-[0.8125rem] text-soft">
          {access === 'a signed-in browser' ? `${summary}${SEPARATOR}signed-in browser only` : summary}
        </span>
      </span>
    </PageLink>
  );
}

function Start() {
  return (
    <LegalSection id="start" title="Start here">
      <p>
        Make an access token under <a href="/me#tokens">Account</a> and send it with every request. It reads
        your archive, or adds plays to it by import; what changes or deletes anything else is for a signed-in
        browser only.
      </p>
      <pre className="rounded-lg border border-edge bg-paper px-3 py-2 font-mono text-[0.8125rem] whitespace-pre-wrap wrap-anywhere">
        Authorization: Bearer audiospective_…
      </pre>
      <ul>
        <li>
          Instants are ISO 8601 in UTC. Days are YYYY-MM-DD in the listener’s own time zone. Lengths of time
          are milliseconds.
        </li>
        <li>
          <a href="#errors">Errors</a> have a stable code. 429 and 503 say in Retry-After when to ask again.
        </li>
        <li>
          For tools and code generators there is a description as <a href="/api/openapi.json">OpenAPI 3.1</a>.
          It and these pages are made from the code that checks every request.
        </li>
      </ul>
    </LegalSection>
  );
}

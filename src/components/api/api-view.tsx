import { LegalFrame, LegalSection } from '@/components/legal/legal-frame';
import type { ApiPage } from '@/lib/shared/api/api-page';
import { FieldList } from './field-list';
import { OperationDetails } from './operation-details';

/** The API of this installation: every address, what it takes and what it answers. */
export function ApiView({ page: { groups, schemas } }: { page: ApiPage }) {
  const names = new Set(schemas.map(({ name }) => name));
  return (
    <LegalFrame title="For developers" lead="Your archive over HTTP: everything these pages show, as JSON.">
      <Start />
      {groups.map(({ name, operations }) => (
        <LegalSection key={name} id={name.toLowerCase()} title={name}>
          <div className="overflow-hidden rounded-card border border-line bg-card shadow-card">
            {operations.map((operation) => (
              <OperationDetails key={operation.id} operation={operation} schemaNames={names} />
            ))}
          </div>
        </LegalSection>
      ))}
      <LegalSection id="schemas" title="What the answers are made of">
        {schemas.map(({ name, fields }) => (
          <details
            key={name}
            id={`schema-${name}`}
            className="scroll-mt-4 rounded-card border border-line bg-card px-4"
          >
            <summary className="cursor-pointer py-2.5 font-mono text-sm font-medium">{name}</summary>
            <FieldList fields={fields} schemaNames={names} />
          </details>
        ))}
      </LegalSection>
    </LegalFrame>
  );
}

function Start() {
  return (
    <LegalSection id="start" title="To begin with">
      <p>
        The description below is made from the code that checks every request, and every answer is tested
        against it. It is also there as <a href="/api/openapi.json">OpenAPI 3.1</a>, for tools and code
        generators.
      </p>
      <ul>
        <li>
          Instants are ISO 8601 in UTC, days are YYYY-MM-DD in the listener’s own time zone, lengths of time
          are milliseconds.
        </li>
        <li>
          Errors are <a href="#schema-Problem">problem documents</a> (RFC 9457) with a stable code. 429 and
          503 say in Retry-After when to ask again.
        </li>
      </ul>
    </LegalSection>
  );
}

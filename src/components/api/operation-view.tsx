import type { ReactNode } from 'react';
import { LegalFrame, LegalSection } from '@/components/legal/legal-frame';
import { PageLink } from '@/components/ui/page-link';
import type { ApiOperation, ApiOperationPage } from '@/lib/shared/api/api-page';
import { SEPARATOR } from '@/lib/shared/format';
import { FieldList } from './field-list';
import { SchemaCard } from './schema-card';
import { TypeLabel } from './type-label';

/** One operation: who may call it, what it takes, and what it answers. */
export function OperationView({ page: { group, operation, schemas } }: { page: ApiOperationPage }) {
  const { method, path, summary, access, example, inputs } = operation;
  const schemaNames = new Set(schemas.map(({ name }) => name));
  return (
    <LegalFrame title={`${method} ${path}`} lead={`${summary}.`}>
      <p className="mt-3 text-[0.8125rem] text-soft">
        For {access}
        {SEPARATOR}
        <PageLink href={`/developers#${group.toLowerCase()}`}>{group}, all operations</PageLink>
      </p>
      {example ? (
        <pre className="mt-5 rounded-lg border border-edge bg-paper px-3 py-2 font-mono text-[0.8125rem] whitespace-pre-wrap wrap-anywhere">
          {example}
        </pre>
      ) : null}
      {inputs.length > 0 ? (
        <LegalSection id="takes" title="What it takes">
          <Box>
            <FieldList fields={inputs} schemaNames={schemaNames} />
          </Box>
        </LegalSection>
      ) : null}
      <LegalSection id="answers" title="What it answers">
        <Box>
          <Answers operation={operation} schemaNames={schemaNames} />
        </Box>
        {schemas.map((schema) => (
          <SchemaCard key={schema.name} schema={schema} schemaNames={schemaNames} />
        ))}
      </LegalSection>
    </LegalFrame>
  );
}

const Box = ({ children }: { children: ReactNode }) => (
  <div className="rounded-card border border-line bg-card px-4 py-2.5 shadow-card">{children}</div>
);

interface AnswersProps {
  operation: ApiOperation;
  schemaNames: ReadonlySet<string>;
}

function Answers({ operation: { answers }, schemaNames }: AnswersProps) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 text-[0.8125rem]">
      {answers.map(({ status, words, body }) => (
        <div key={status} className="contents">
          <dt className="py-0.5 font-mono font-semibold">{status}</dt>
          <dd className="py-0.5">
            {body !== null ? <TypeLabel type={body} schemaNames={schemaNames} /> : null}
            {body === null && status < '400' ? words : null}
            {status >= '400' ? <a href="/developers#errors">{words}</a> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

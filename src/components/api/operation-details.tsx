import type { ApiOperation } from '@/lib/shared/api/api-page';
import { FieldList } from './field-list';
import { TypeWords } from './type-words';

interface OperationDetailsProps {
  operation: ApiOperation;
  schemaNames: ReadonlySet<string>;
}

/** One address and method; it unfolds without a script. */
export function OperationDetails({ operation, schemaNames }: OperationDetailsProps) {
  const { id, method, path, summary, access, inputs, answers } = operation;
  const good = answers.filter(({ status }) => status < '400');
  const bad = answers.filter(({ status }) => status >= '400');
  return (
    <details id={id} className="scroll-mt-4 border-b border-line last:border-b-0">
      <summary className="grid cursor-pointer gap-x-3 px-4 py-2.5 two:grid-cols-[3.5rem_1fr]">
        <span className="font-mono text-[12px] leading-5 font-semibold text-accent-ink">{method}</span>
        <span className="min-w-0">
          <span className="font-mono text-sm break-all">{path}</span>
          <span className="block text-[13px] text-soft">{summary}</span>
        </span>
      </summary>
      <div className="grid gap-2 px-4 pb-3 text-[13px] two:pl-[5.25rem]">
        <p className="text-soft">For {access}.</p>
        {inputs.length > 0 ? <FieldList fields={inputs} schemaNames={schemaNames} /> : null}
        <ul>
          {good.map(({ status, words, body }) => (
            <li key={status}>
              <b className="font-mono font-semibold">{status}</b>{' '}
              {body === null ? words : <TypeWords words={body} schemaNames={schemaNames} />}
            </li>
          ))}
          <li className="text-soft">
            Problems: {bad.map(({ status, words }) => `${status} ${words.toLowerCase()}`).join(', ')}
          </li>
        </ul>
      </div>
    </details>
  );
}

import type { ApiField } from '@/lib/shared/api/api-page';
import { TypeWords } from './type-words';

interface FieldListProps {
  fields: ApiField[];
  schemaNames: ReadonlySet<string>;
}

/** Fields with their types; what else there is to say of each stands below it. */
export function FieldList({ fields, schemaNames }: FieldListProps) {
  if (fields.length === 0) return <p className="pb-3 text-[13px] text-soft">One of several shapes.</p>;
  return (
    <dl className="grid gap-x-4 pb-3 text-[13px] two:grid-cols-[minmax(8rem,auto)_1fr]">
      {fields.map(({ name, type, description }) => (
        <div key={name} className="contents">
          <dt className="pt-1.5 font-mono">{name}</dt>
          <dd className="pb-1 two:pt-1.5">
            <TypeWords words={type} schemaNames={schemaNames} />
            {description ? <span className="text-soft"> · {description}</span> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

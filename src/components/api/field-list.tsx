import type { ApiField } from '@/lib/shared/api/api-page';
import { SEPARATOR } from '@/lib/shared/format';
import { TypeLabel } from './type-label';

interface FieldListProps {
  fields: ApiField[];
  schemaNames: ReadonlySet<string>;
}

/** Fields with their types, and what else there is to say of each. */
export function FieldList({ fields, schemaNames }: FieldListProps) {
  return (
    <dl className="grid text-[0.8125rem] two:grid-cols-[minmax(8rem,auto)_1fr] two:gap-x-4">
      {fields.map(({ name, type, description }) => (
        <div key={name} className="contents">
          <dt className="pt-1.5 font-mono">{name}</dt>
          <dd className="two:pt-1.5">
            <TypeLabel type={type} schemaNames={schemaNames} />
            {description ? <span className="text-soft">{`${SEPARATOR}${description}`}</span> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

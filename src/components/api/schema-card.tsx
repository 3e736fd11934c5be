import type { ApiSchema } from '@/lib/shared/api/api-page';
import { FieldList } from './field-list';
import { TypeLabel } from './type-label';

interface SchemaCardProps {
  schema: ApiSchema;
  schemaNames: ReadonlySet<string>;
}

/** What something in an answer is made of; the types that name it lead here. */
export const SchemaCard = ({ schema: { name, type, fields }, schemaNames }: SchemaCardProps) => (
  <div
    id={`schema-${name}`}
    className="scroll-mt-4 rounded-card border border-line bg-card px-4 py-3 shadow-card"
  >
    <h3 className="font-mono text-sm font-semibold">{name}</h3>
    {fields.length === 0 ? (
      <p className="text-[0.8125rem]">
        <TypeLabel type={type} schemaNames={schemaNames} />
      </p>
    ) : (
      <FieldList fields={fields} schemaNames={schemaNames} />
    )}
  </div>
);

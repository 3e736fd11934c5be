import { onlyAllows } from '@/middleware/only-allows';
import { withSignature } from '@/middleware/with-signature';
import { importSchema } from '@/services/import/messages';
import { runImport } from '@/services/import-service';

export const maxDuration = 300;

export const POST = withSignature('/api/queue/import', importSchema, ({ deps, body }) =>
  runImport(deps, body),
);

export const { GET, PUT, PATCH, DELETE } = onlyAllows('POST');

import { defineConfig } from '@hey-api/openapi-ts';

/** Operations get names of their own: where two rooms use the same word, the room stands before it. */
function nameOperations(document: {
  paths?: Record<string, Record<string, { operationId?: string; tags?: string[] }>>;
}) {
  const operations = Object.values(document.paths ?? {}).flatMap((item) => Object.values(item));
  const count = new Map<string | undefined, number>();
  for (const { operationId } of operations) count.set(operationId, (count.get(operationId) ?? 0) + 1);
  for (const operation of operations) {
    if ((count.get(operation.operationId) ?? 0) > 1)
      operation.operationId = `${operation.tags?.[0]}_${operation.operationId}`;
  }
}

export default defineConfig({
  input: process.env.OPENAPI ?? '../openapi/openapi.json',
  output: { path: 'src/api/generated', clean: true },
  parser: {
    patch: { input: (document) => nameOperations(document as Parameters<typeof nameOperations>[0]) },
  },
  plugins: ['@hey-api/typescript'],
});

// Types of every document in src/, from the checked-in schema: `npm run types` writes src/graphql/generated.
import type { CodegenConfig } from '@graphql-codegen/cli';

export default {
  schema: '../schema/schema.graphql',
  documents: ['src/**/*.graphql'],
  silent: true,
  generates: {
    'src/graphql/documents.ts': {
      plugins: ['typescript-operations', 'typed-document-node'],
      config: {
        documentMode: 'string',
        enumsAsTypes: true,
        useTypeImports: true,
        dedupeFragments: true,
        avoidOptionals: { field: true },
        scalars: { Date: 'string', DateTime: 'string', ID: 'string', JSON: 'unknown' },
      },
    },
  },
} satisfies CodegenConfig;

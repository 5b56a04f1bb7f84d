import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, print } from 'graphql';
import * as all from '../src/graphql/documents.ts';
import { modules, single, squeezed } from '../tools/documents.ts';

const printed = (text: string): string => print(parse(text));

test('every document means the same without its white space', () => {
  const documents = Object.entries(all).filter(([name]) => name.endsWith('Document')).map(([, document]) => String(document));
  assert.ok(documents.length > 5);
  for (const document of documents) assert.equal(printed(squeezed(document)), printed(document));
});

test('a fragment stands once, whoever spreads it', () => {
  const document = (name: string): string => `export const ${name}Document = new TypedDocumentString(\`
    query ${name} {
  site { ...Line }
}
    fragment Line on Site {
  id
  name(language: VI) { text }
}\`, {"fragmentName":"Line"}) as unknown as TypedDocumentString<A, B>;\n`;
  const made = modules(document('One') + document('Two'));
  assert.deepEqual([...made.keys()].sort(), ['Line', 'OneDocument', 'TwoDocument']);
  assert.match(made.get('TwoDocument') ?? '', /import \{ Line \} from 'document:Line';\nexport const TwoDocument = "query Two\{site\{\.\.\.Line\}\}" \+ Line;/);
});

test('what asks a document brings that document and no other', () => {
  const code = "import { type A, OneDocument,\n  TwoDocument, type B } from '../graphql/documents.ts';\nimport type { C } from '../graphql/documents.ts';";
  assert.equal(single(code), "import { OneDocument } from 'document:OneDocument'; import { TwoDocument } from 'document:TwoDocument';\nimport type { C } from '../graphql/documents.ts';");
});

test('a document with a text of its own is refused when the desk is built', () => {
  assert.throws(() => squeezed('query { site(slug: "a  b") { id } }'));
});

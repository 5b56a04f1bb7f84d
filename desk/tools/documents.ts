// The documents as they are sent: without the white space of their sources, each fragment once, none that nobody asks, and each
// with the part of the desk that asks it. For that every import of a document becomes one of a module of its own.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Plugin } from 'vite';

const DOCUMENT = /export const (\w+Document) = new TypedDocumentString\(`([^`]*)`/g;
const FRAGMENT = /^\s*fragment (\w+) on [^]*?^\}/gm;
const IMPORT = /import \{([^}]*)\} from '[./]*graphql\/documents\.ts';/g;

/** A document without what a server does not need. Texts within it would be changed too, so there are none (it throws). */
export function squeezed(text: string): string {
  if (text.includes('"') || text.includes('#')) throw new Error(`a document with a text or a remark: ${text}`);
  return text.replace(/\s+/g, ' ').replace(/ ?([{}():,!$]) ?/g, (_, mark: string) => (mark === '$' ? ' $' : mark)).replace(/([({,:]) \$/g, '$1$').trim();
}

/** The code of a module for each document and each fragment, by its name. */
export function modules(code: string): Map<string, string> {
  const all = new Map<string, string>();
  for (const [, name = '', document = ''] of code.matchAll(DOCUMENT)) {
    const names: string[] = [];
    const rest = document.replace(FRAGMENT, (fragment: string, own: string) => {
      all.set(own, `export const ${own} = ${JSON.stringify(squeezed(fragment))};`);
      names.push(own);
      return '';
    });
    const imports = names.map((own) => `import { ${own} } from 'document:${own}';\n`).join('');
    all.set(name, `${imports}export const ${name} = ${[JSON.stringify(squeezed(rest)), ...names].join(' + ')};`);
  }
  return all;
}

/** The code of a part of the desk, with every document imported from its own module. */
export function single(code: string): string {
  return code.replace(IMPORT, (_, list: string) => {
    const names = list.split(',').map((name) => name.trim()).filter((name) => /^\w+Document$/.test(name));
    return names.map((name) => `import { ${name} } from 'document:${name}';`).join(' ');
  });
}

export function documents(): Plugin {
  let all = new Map<string, string>();
  let root = '';
  return {
    name: 'documents',
    enforce: 'pre',
    configResolved(config) {
      root = config.root;
      all = modules(readFileSync(join(config.root, 'src/graphql/documents.ts'), 'utf8'));
    },
    // As a file that is nowhere: parts of the build are named by it.
    resolveId: (id) => (id.startsWith('document:') ? join(root, 'src/graphql', `${id.slice('document:'.length)}.document`) : null),
    load(id) {
      if (!id.endsWith('.document')) return null;
      const code = all.get(basename(id, '.document'));
      return code === undefined ? this.error(`no such document: ${id}`) : { code, moduleType: 'js', moduleSideEffects: false };
    },
    transform: {
      filter: { id: /\/src\/.*\.tsx?$/ },
      handler: (code) => ({ code: single(code), map: null }),
    },
  };
}

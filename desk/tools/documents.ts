// The documents as they are sent: without the white space of their sources, each fragment once, and none that nobody asks.
import type { Plugin } from 'vite';

const DOCUMENT = /new TypedDocumentString\(`([^`]*)`(?:, \{[^}]*\})?\)/g;
const FRAGMENT = /^\s*fragment (\w+) on [^]*?^\}/gm;

/** A document without what a server does not need. Texts within it would be changed too, so there are none (it throws). */
export function squeezed(text: string): string {
  if (text.includes('"') || text.includes('#')) throw new Error(`a document with a text or a remark: ${text}`);
  return text.replace(/\s+/g, ' ').replace(/ ?([{}():,!$]) ?/g, (_, mark: string) => (mark === '$' ? ' $' : mark)).replace(/([({,:]) \$/g, '$1$').trim();
}

export function shared(code: string): string {
  const fragments = new Map<string, string>();
  const documents = code.replace(DOCUMENT, (_, document: string) => {
    const names: string[] = [];
    const rest = document.replace(FRAGMENT, (fragment: string, name: string) => {
      fragments.set(name, squeezed(fragment));
      names.push(name);
      return '';
    });
    const parts = [JSON.stringify(squeezed(rest)), ...names.map((name) => `fragment${name}`)];
    return `/* @__PURE__ */ new TypedDocumentString(${parts.join(' + ')})`;
  });
  const texts = [...fragments].map(([name, text]) => `const fragment${name} = ${JSON.stringify(text)};`);
  return documents.replace(/^export const /m, `${texts.join('\n')}\nexport const `);
}

export function documents(): Plugin {
  return {
    name: 'documents',
    enforce: 'pre',
    transform: {
      filter: { id: /\/graphql\/documents\.ts$/ },
      handler: (code) => ({ code: shared(code), map: null }),
    },
  };
}

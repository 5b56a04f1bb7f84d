// The desk's words: `messages/<language>.json`, and `messages/<part>/<language>.json` of what is loaded on its own, becomes a flat module of finished texts and parsed ICU messages.
// A message that cannot be parsed, or a language that lacks one, ends the build.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import type { Plugin } from 'vite';

export type Nested = { [key: string]: string | Nested };

/** `{a: {b: "x"}}` as `{"a.b": "x"}`. */
export function flattened(nested: Nested, before = ''): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [key, value] of Object.entries(nested)) {
    if (typeof value === 'string') flat[before + key] = value;
    else Object.assign(flat, flattened(value, `${before}${key}.`));
  }
  return flat;
}

/** A text without arguments as it is, any other message as its tree. */
export function compiled(message: string): string | MessageFormatElement[] {
  const tree = parse(message, { requiresOtherClause: true });
  const [only] = tree;
  if (!only) return '';
  return tree.length === 1 && only.type === TYPE.literal ? only.value : tree;
}

function read(file: string): Record<string, string> {
  return flattened(JSON.parse(readFileSync(file, 'utf8')) as Nested);
}

/** What `language` has too little or too much, compared with Vietnamese. */
export function differences(folder: string): string[] {
  const vietnamese = Object.keys(read(join(folder, 'vi.json')));
  return readdirSync(folder).filter((name) => name.endsWith('.json')).flatMap((name) => {
    const there = new Set(Object.keys(read(join(folder, name))));
    const missing = vietnamese.filter((key) => !there.delete(key));
    return [...missing.map((key) => `${name} lacks ${key}`), ...[...there].map((key) => `${name} has ${key} more`)];
  });
}

export function messages(): Plugin {
  return {
    name: 'messages',
    enforce: 'pre',
    load(id) {
      const [file = ''] = id.split('?');
      if (!/\/messages\/(\w+\/)?\w+\.json$/.test(file)) return null;
      const wrong = differences(dirname(file));
      if (wrong.length) this.error(wrong.join('\n'));
      const all = Object.entries(read(file)).map(([key, message]) => [key, compiled(message)]);
      return { code: `export default ${JSON.stringify(Object.fromEntries(all))}`, moduleType: 'js' };
    },
  };
}

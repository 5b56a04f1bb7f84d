// The guide for staff, docs/guide, as the desk shows it: parsed when the desk is built, so that no parser of Markdown is loaded
// and nothing is written into the page as text of HTML. `guide:chapters` holds all chapters; its pictures are files of the build.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { lexer, type Token, type Tokens } from 'marked';
import type { Plugin } from 'vite';
import type { Block, Chapter, Inline } from '../src/guide/chapter.ts';

const FIRST = 'README';
const MODULE = 'guide:chapters';

/** Width and height of a WebP file (RIFF container; lossy, lossless and extended form). */
export function sizeOf(file: Uint8Array): { width: number; height: number } {
  const bytes = Buffer.from(file);
  const form = bytes.toString('latin1', 12, 16);
  if (form === 'VP8 ') return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  if (form === 'VP8X') return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  if (form !== 'VP8L') throw new Error('not a picture in WebP');
  const packed = bytes.readUInt32LE(21);
  return { width: (packed & 0x3fff) + 1, height: ((packed >> 14) & 0x3fff) + 1 };
}

function linked(href: string): string {
  const chapter = /^([\w-]+)\.md$/.exec(href)?.[1];
  if (!chapter) throw new Error(`the guide leads to ${href}, which is no chapter of it`);
  return chapter === FIRST ? '/desk/guide' : `/desk/guide/${chapter}`;
}

function inline(tokens: readonly Token[] = []): Inline[] {
  return tokens.map((token): Inline => {
    if (token.type === 'strong') return ['b', inline(token.tokens)];
    if (token.type === 'link') return ['a', inline(token.tokens), linked((token as Tokens.Link).href)];
    if (token.type === 'codespan') return ['code', [(token as Tokens.Codespan).text]];
    if (token.type === 'text' && !token.tokens) return (token as Tokens.Text).text.replace(/\s*\n\s*/g, ' ');
    throw new Error(`the guide has what the desk cannot show: ${token.raw}`);
  });
}

/** Which picture is meant: the one of a telephone, where there is one of both. */
export function pictureOf(href: string): string {
  return href.replace(/^\.\.\/desk\//, '').replace('-1280-', '-390-');
}

function block(token: Token, size: (name: string) => { width: number; height: number }): Block[] {
  if (token.type === 'space') return [];
  if (token.type === 'heading') return [{ is: 'heading', content: inline(token.tokens) }];
  if (token.type === 'list') {
    const { ordered, start, items } = token as Tokens.List;
    const entries = items.map((item) => item.tokens.flatMap((one) => block(one, size)));
    return [{ is: 'list', start: ordered ? Number(start) : null, entries }];
  }
  const [first] = token.type === 'paragraph' || token.type === 'text' ? (token.tokens ?? []) : [];
  if (!first) throw new Error(`the guide has what the desk cannot show: ${token.raw}`);
  if (first.type === 'image') {
    const { href, text } = first as Tokens.Image;
    const name = pictureOf(href);
    return [{ is: 'picture', name, said: text, ...size(name) }];
  }
  return [{ is: 'text', content: inline((token as Tokens.Paragraph).tokens) }];
}

/** A chapter of the guide. What it says in English is for readers of the repository. */
export function chapter(name: string, markdown: string, size: (name: string) => { width: number; height: number }): Chapter {
  const [head, ...rest] = lexer(markdown);
  if (head?.type !== 'heading') throw new Error(`${name} has no heading`);
  const blocks = rest.filter(({ raw }) => !raw.startsWith('In English:')).flatMap((token) => block(token, size));
  return { name: name === FIRST ? '' : name, title: (head as Tokens.Heading).text.replace(/^\d+\. /, ''), blocks };
}

export function guide(): Plugin {
  let folder = '';
  return {
    name: 'guide',
    configResolved(config) {
      folder = resolve(config.root, '../docs');
    },
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    load(id) {
      if (id !== `\0${MODULE}`) return null;
      const files = readdirSync(join(folder, 'guide')).filter((name) => name.endsWith('.md')).sort();
      files.sort((one, other) => Number(other.startsWith(FIRST)) - Number(one.startsWith(FIRST)));
      const pictures = new Set<string>();
      const size = (name: string) => {
        const file = join(folder, 'desk', name);
        if (!existsSync(file)) throw new Error(`the guide's picture ${name} is not there`);
        pictures.add(name);
        return sizeOf(readFileSync(file));
      };
      const chapters = files.map((name) => {
        this.addWatchFile(join(folder, 'guide', name));
        return chapter(name.replace(/\.md$/, ''), readFileSync(join(folder, 'guide', name), 'utf8'), size);
      });
      const all = [...pictures].sort();
      const imports = all.map((name, number) => `import p${number} from ${JSON.stringify(`${join(folder, 'desk', name)}?url`)};`);
      const places = all.map((name, number) => `${JSON.stringify(name)}: p${number}`);
      return `${imports.join('\n')}\nexport const pictures = {${places.join(', ')}};\nexport const chapters = ${JSON.stringify(chapters)};`;
    },
  };
}

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { chapter, pictureOf, sizeOf } from '../tools/guide.ts';

const size = () => ({ width: 390, height: 844 });
const DOCS = resolve('../docs');

test('a chapter becomes blocks, its links those of the desk', () => {
  const text = '# 3. Nhập\n\nMở **Nhập mới**, thêm [ảnh](4-anh.md), gõ `doi a1`.\n\n1. Một\n2. Hai:\n   - trong\n\n![Ảnh](../desk/map-vi-1280-light.webp)\n\n3. Ba\n\n## Tiếp\n\nIn English: no.\n';
  assert.deepEqual(chapter('3-nhap', text, size), {
    name: '3-nhap', title: 'Nhập', blocks: [
      { is: 'text', content: ['Mở ', ['b', ['Nhập mới']], ', thêm ', ['a', ['ảnh'], '/desk/guide/4-anh'], ', gõ ', ['code', ['doi a1']], '.'] },
      { is: 'list', start: 1, entries: [[{ is: 'text', content: ['Một'] }], [{ is: 'text', content: ['Hai:'] }, { is: 'list', start: null, entries: [[{ is: 'text', content: ['trong'] }]] }]] },
      { is: 'picture', name: 'map-vi-390-light.webp', said: 'Ảnh', width: 390, height: 844 },
      { is: 'list', start: 3, entries: [[{ is: 'text', content: ['Ba'] }]] },
      { is: 'heading', content: ['Tiếp'] },
    ],
  });
});

test('what the desk cannot show, and what leads out of the guide, ends the build', () => {
  for (const text of ['# A\n\n<b>x</b>', '# A\n\n[x](https://example.org)', '# A\n\n> x', 'no heading'])
    assert.throws(() => chapter('a', text, size), text);
});

test('every chapter of the guide can be shown, with pictures of a telephone', () => {
  const files = readdirSync(join(DOCS, 'guide'));
  assert.ok(files.length >= 9);
  for (const file of files) chapter(file.replace('.md', ''), readFileSync(join(DOCS, 'guide', file), 'utf8'), (name) => {
    const found = sizeOf(readFileSync(join(DOCS, 'desk', name)));
    assert.equal(found.width, 390, name);
    return found;
  });
  assert.equal(pictureOf('../desk/guide-name.webp'), 'guide-name.webp');
});

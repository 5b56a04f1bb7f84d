import { defineConfig } from 'vite';
import { compressed } from './tools/compressed.ts';
import { guide } from './tools/guide.ts';
import { worker } from './tools/worker.ts';
import { documents } from './tools/documents.ts';
import { messages } from './tools/messages.ts';

// Small modules are packed better together: what every view needs is one file; what holds and shows typed work is a few, by who needs it.
const BASE = new RegExp([
  'node_modules/(preact|preact-iso|@preact|@urql|wonka|@0no-co|intl-messageformat|@formatjs|idb)/',
  'src/(ui|look|words)/\\w[^?]*$', 'src/people/(rail|door|waiting|viewer|holder)\\.', 'src/administration/places\\.',
  'src/graphql/(client|key|use-query)\\.', 'src/outbox/name\\.', 'src/offline/(connection|keepers|answers|strip)\\.',
  '(Me|CountWaiting)Document\\.', 'preload-helper', 'jsx-runtime',
].join('|'));
const WORK = new RegExp([
  'src/outbox/(fields|input|merge|problems|read|sender|store|work|works)\\.', 'src/photographs/(keep|photograph|shelf|upload-ends)\\.',
  'src/enter/(combobox|controls|rows|points|form|facet-words)\\.', '(WorkingSite|ReadPosition|FormLists)Document\\.',
].join('|'));

export default defineConfig({
  base: '/desk/static/',
  publicDir: 'public',
  plugins: [documents(), messages(), guide(), worker(), compressed()],
  // Messages are parsed when the desk is built: the parser itself stays out of it.
  resolve: {
    alias: [
      { find: /^@formatjs\/icu-messageformat-parser$/, replacement: '@formatjs/icu-messageformat-parser/no-parser.js' },
    ],
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: process.env.DESK_OUT ?? '../web/desk/static',
    emptyOutDir: true,
    target: 'es2022',
    assetsDir: '.',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: 'manifest.json',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_200, // MapLibre, which is fetched when a map is opened
    rollupOptions: {
      input: 'src/main.tsx',
      output: { chunkFileNames: ({ name }) => `${name.split('~')[0]}-[hash].js`, codeSplitting: { groups: [
        { name: 'base', test: BASE, includeDependenciesRecursively: false },
        { name: 'work', test: WORK, includeDependenciesRecursively: false, entriesAware: true, entriesAwareMergeThreshold: 3_000 },
      ] } },
    },
  },
});

import { defineConfig } from 'vite';
import { compressed } from './tools/compressed.ts';
import { worker } from './tools/worker.ts';
import { documents } from './tools/documents.ts';
import { messages } from './tools/messages.ts';

const BASE = /node_modules\/(preact|preact-iso|@preact|@urql|wonka|@0no-co|intl-messageformat|@formatjs)\/|src\/(ui|look|words)\/\w[^?]*$|src\/people\/(rail|door|waiting|viewer)\.|src\/graphql\/(client|key|use-query)\.|src\/offline\/(connection|keepers|answers)\.|jsx-runtime/;
const WORK = /node_modules\/idb\/|src\/outbox\/(fields|input|merge|name|problems|read|sender|store|work|works)\.|src\/photographs\/(keep|photograph|shelf|upload-ends)\./;

export default defineConfig({
  base: '/desk/static/',
  publicDir: 'public',
  plugins: [documents(), messages(), worker(), compressed()],
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
      // What every view needs is one file, and what holds typed work another: a file each for small modules is packed worse.
      output: { codeSplitting: { groups: [
        { name: 'base', test: BASE, includeDependenciesRecursively: false },
        { name: 'work', test: WORK, includeDependenciesRecursively: false },
      ] } },
    },
  },
});

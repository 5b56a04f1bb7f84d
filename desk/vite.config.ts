import { defineConfig } from 'vite';
import { compressed } from './tools/compressed.ts';
import { guide } from './tools/guide.ts';
import { worker } from './tools/worker.ts';
import { documents } from './tools/documents.ts';
import { messages } from './tools/messages.ts';

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
    rollupOptions: { input: 'src/main.tsx' },
  },
});

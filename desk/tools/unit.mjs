// Runs tests/*.test.ts with Node's own runner: bundled first, so that no newer Node.js is needed than for the build.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

const folder = mkdtempSync(join(tmpdir(), 'desk-unit-'));
const names = readdirSync('tests').filter((name) => name.endsWith('.test.ts'));
try {
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      rollupOptions: {
        input: names.map((name) => join('tests', name)),
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'parts/[name]-[hash].mjs' },
      },
    },
  });
  const done = spawnSync(process.execPath, ['--test', ...names.map((name) => join(folder, name.replace(/\.ts$/, '.mjs')))], { stdio: 'inherit' });
  process.exitCode = done.status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

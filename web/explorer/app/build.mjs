// Bundles the explorer into ../static, or the folder given: one script and one style sheet, named by
// their content, each also compressed, and manifest.json saying which the page has to load.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

// GraphiQL brings fonts without Vietnamese letters; main.css names fonts of the reader's own machine.
const withoutFonts = {
  name: 'without-fonts',
  setup({ onLoad }) {
    onLoad({ filter: /graphiql[/\\]dist[/\\]style\.css$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/@font-face\s*\{[^}]*\}/g, ''),
      loader: 'css',
    }));
  },
};

const outdir = process.argv[2] ?? '../static';
rmSync(outdir, { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: { explorer: 'src/main.js' },
  entryNames: '[name]-[hash]',
  outdir,
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  legalComments: 'eof',
  define: { 'process.env.NODE_ENV': '"production"' },
  metafile: true,
  plugins: [withoutFonts],
});

const manifest = {};
for (const file of Object.keys(metafile.outputs)) {
  writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
  manifest[file.endsWith('.css') ? 'style' : 'script'] = basename(file);
}
writeFileSync(`${outdir}/manifest.json`, `${JSON.stringify(manifest, null, 2)}\n`);
console.log(`${outdir}: ${Object.values(manifest).join(', ')}`);

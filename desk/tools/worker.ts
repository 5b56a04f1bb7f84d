// Builds the service worker after everything else, so that it knows every file of the build; its version is their digest.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';

const SHELL = /\.(js|css|svg|webmanifest|png)$/;
/** Too large to be fetched by everybody beforehand: the map is kept once somebody has opened it. */
const LATER = /^(maplibre|map)[-.]/;

export function worker(): Plugin {
  let folder = '';
  return {
    name: 'worker',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir;
    },
    async closeBundle() {
      const names = readdirSync(folder).filter((name) => SHELL.test(name) && !LATER.test(name)).sort();
      const digest = createHash('sha256');
      for (const name of names) digest.update(name).update(readFileSync(join(folder, name)));
      await build({
        configFile: false,
        logLevel: 'warn',
        publicDir: false,
        define: {
          __FILES__: JSON.stringify(names.map((name) => `/desk/static/${name}`)),
          __VERSION__: JSON.stringify(digest.digest('hex').slice(0, 12)),
        },
        build: {
          outDir: folder,
          emptyOutDir: false,
          target: 'es2022',
          lib: { entry: 'src/offline/sw.ts', formats: ['es'], fileName: () => 'sw.js' },
        },
      });
    },
  };
}

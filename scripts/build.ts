import { spawnSync } from 'node:child_process';
import { chmod, copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { billOfMaterials } from './bill-of-materials.ts';
import { bundledIn } from './bundled.ts';
import { noticesOf } from './notices.ts';

const root = join(import.meta.dirname, '..');

const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  minify: true,
  // What is CommonJS among the packages goes on calling require.
  banner: { js: "import { createRequire as _require } from 'node:module'; const require = _require(import.meta.url);" },
  metafile: true,
  define: { BUILT_FROM: JSON.stringify(builtFrom()) },
  logLevel: 'warning',
};

/** The commit and its date, so that the same commit is built alike; nothing is known of it outside of a checkout. */
function builtFrom(): { readonly commit?: string; readonly date?: string } {
  const { EVENKEEL_COMMIT: given } = process.env;
  const { status, stdout } = spawnSync('git', ['log', '-1', '--format=%H %cI'], { cwd: root, encoding: 'utf8' });
  const [commit, date] = status === 0 ? (stdout.trim().split(' ') as [string, string]) : [given];
  return { ...(commit ? { commit } : {}), ...(date ? { date } : {}) };
}

/**
 * The simulator needs all of the SDK's schemas, the rest only those of the operations that it calls. In one build they
 * would share modules, and `plan` would load every operation of EC2: 37 MB and 100 ms more.
 */
const simulatorApart: Plugin = {
  name: 'simulator-apart',
  setup(plugin) {
    plugin.onResolve({ filter: /\/simulator\/server\.ts$/ }, () => ({ path: '../simulator.js', external: true }));
  },
};

/**
 * The SDK's schemas name some of their keys by constants, and a bundler leaves nothing out whose key might be anything. With
 * the names themselves, the schemas of operations that we don't call stay out: half of what `plan` would load.
 */
const keysByName: Plugin = {
  name: 'keys-by-name',
  setup(plugin) {
    plugin.onLoad({ filter: /@aws-sdk\/client-[a-z0-9-]+\/dist-es\/schemas\/schemas_\d+\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const names = new Map(
        [...text.matchAll(/^const (\w+) = ("[^"]*");$/gm)].map(([, name = '', value]) => [name, value]),
      );
      return {
        contents: text.replaceAll(/\[(\w+)\]:/g, (whole, name: string) =>
          names.has(name) ? `${names.get(name)}:` : whole,
        ),
      };
    });
  },
};

/** Builds the executable, `evenkeel.js`, and what it loads when it needs it, into a folder of its own. */
export async function buildInto(outdir: string): Promise<void> {
  await rm(outdir, { recursive: true, force: true });
  const executable = await build({
    ...common,
    outdir,
    entryPoints: { evenkeel: 'src/main.ts' },
    // What a verb does not use stays on the disk.
    splitting: true,
    chunkNames: 'parts/[name]-[hash]',
    plugins: [simulatorApart, keysByName],
  });
  const simulator = await build({ ...common, outdir, entryPoints: { simulator: 'src/simulator/server.ts' } });
  const page = await buildPageInto(outdir);
  await nameOthersIn(outdir, [executable.metafile!, simulator.metafile!, page]);
  await chmod(join(outdir, 'evenkeel.js'), 0o755);
}

/** The page for the browser: `page.html`, `page.js`, `page.css` and `icon.svg`, which ask for nothing but each other. */
export async function buildPageInto(outdir: string): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: root,
    outdir,
    entryPoints: ['main.tsx', 'page.css'].map((file) => ({ in: `src/daemon/page/${file}`, out: 'page' })),
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    metafile: true,
    logLevel: 'warning',
  });
  for (const name of ['page.html', 'icon.svg']) await copyFile(join(root, 'src/daemon/page', name), join(outdir, name));
  return metafile;
}

/** Whose work is inside, with their licences, for people and for machines. */
async function nameOthersIn(outdir: string, metafiles: readonly Metafile[]): Promise<void> {
  const bundled = await bundledIn(root, metafiles);
  await writeFile(join(outdir, 'THIRD_PARTY_NOTICES'), noticesOf(bundled));
  await writeFile(join(outdir, 'sbom.cdx.json'), `${JSON.stringify(billOfMaterials(bundled), undefined, 2)}\n`);
}

if (argv[1] === fileURLToPath(import.meta.url)) await buildInto(join(root, 'dist'));

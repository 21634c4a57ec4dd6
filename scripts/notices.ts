import { groupBy } from '../src/core/group-by.ts';
import type { Bundled } from './bundled.ts';

const rule = `\n${'-'.repeat(80)}\n\n`;

/** What those want to be said whose packages are inside: each licence once, below the packages that it is of. */
export function noticesOf(bundled: readonly Bundled[]): string {
  const parts = [...groupBy(bundled, ({ text }) => text)].map(([text, packages]) => {
    const names = packages.map(({ name, version, licence }) => `${name} ${version} (${licence})`);
    return `${names.join('\n')}\n\n${text}\n`;
  });
  return ["What evenkeel's executable contains of others, and under which licences.\n", ...parts].join(rule);
}

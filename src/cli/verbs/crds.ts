import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kinds } from '../../kinds/index.ts';
import { customResourceDefinition } from '../../schema/crd.ts';
import { toYaml } from '../../source/write.ts';
import type { CommonOptions } from '../options.ts';
import type { Session } from '../process/session.ts';

interface CrdsOptions extends CommonOptions {
  readonly dir?: string;
}

export async function crds({ options, print, say }: Session<CrdsOptions>): Promise<number> {
  const { dir } = options;
  const files = kinds.map((kind) => ({ name: `${kind.plural}.yaml`, text: toYaml(customResourceDefinition(kind)) }));
  if (dir === undefined) {
    print(files.map((file) => file.text).join('---\n'));
    return 0;
  }
  await mkdir(dir, { recursive: true });
  for (const { name, text } of files) {
    await writeFile(join(dir, name), text);
    say('info', `wrote ${join(dir, name)}`);
  }
  return 0;
}

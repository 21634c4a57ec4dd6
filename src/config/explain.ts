import { explainFields, type Depth, type Explanation } from '../schema/explain.ts';
import { shapeOf } from '../schema/shape.ts';
import { CONFIG_FILE } from '../source/config-file.ts';
import { configSchema } from './schema.ts';

/** Explains a dotted path such as `config.places.region`; undefined where the path is about something else. */
export function explainConfig(path: string, depth?: Depth): Explanation | undefined {
  const [name, ...fields] = path.split('.').filter((part) => part !== '');
  if (name?.toLowerCase() !== 'config') return undefined;
  return explainFields(
    { name: 'config', head: [`FILE:     ${CONFIG_FILE}`], shape: shapeOf(configSchema) },
    fields,
    depth,
  );
}

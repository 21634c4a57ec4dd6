import { stringify } from 'yaml';

/** Plain data as YAML, without anchors or folded lines that a reader would have to undo. */
export function toYaml(value: unknown): string {
  return stringify(value, { lineWidth: 130, aliasDuplicateObjects: false });
}

import { expect, test } from 'vitest';
import type { Path } from '../../src/core/problem.ts';
import { readFiles } from './folder-of.ts';

const TEXT = `# a comment
kind: LoadBalancer
---
spec:
  "listeners":
    - port: 80
      rules: [ { name: api }, x ]
    - port: 443
  443: yes
  empty:
`;

const PLACES: readonly (readonly [path: Path, value: string, key: string])[] = [
  [[], '4:1', '4:1'],
  [['spec'], '5:3', '4:1'],
  [['spec', 'listeners'], '6:5', '5:3'],
  [['spec', 'listeners', 0], '6:7', '6:7'],
  [['spec', 'listeners', '1', 'port'], '8:13', '8:7'],
  [['spec', 'listeners', 0, 'rules', 0, 'name'], '7:24', '7:18'],
  [['spec', 'listeners', 0, 'rules', 1], '7:31', '7:31'],
  [['spec', 443], '9:8', '9:3'],
  [['spec', 'empty'], '10:9', '10:3'],
  [['spec', 'listeners', 7, 'port'], '6:5', '5:3'],
  [['spec', 'listeners', 0, 'port', 'deeper'], '6:13', '6:7'],
  [['nowhere'], '4:1', '4:1'],
];

test.each(PLACES)('%j', async (path, value, key) => {
  const [, document] = (await readFiles({ 'web.yaml': TEXT })).documents;
  const [at, keyAt] = [document?.locate(path), document?.locateKey(path)];

  expect(`${at?.line}:${at?.column}`).toBe(value);
  expect(`${keyAt?.line}:${keyAt?.column}`).toBe(key);
});

import { describe, expect, it } from 'vitest';
import { importsOf, mentions, readSources, sourceFile, type SourceFile } from './imports.ts';
import { rules } from './rules.ts';

const sources = readSources();

describe('the house', () => {
  it.each(rules)('$name', ({ broken }) => {
    expect(broken(sources)).toEqual([]);
  });

  it('has every import read', () => {
    const overlooked = sources.filter((source) => importsOf(source).length !== mentions(source));
    expect(overlooked.map(({ file }) => file)).toEqual([]);
  });

  it('has every import of ours lead to a file that is there', () => {
    const files = new Set(sources.map(({ file }) => file));
    const lost = sources.flatMap(importsOf).filter(({ own, to }) => own && !files.has(to) && !to.endsWith('.json'));
    expect(lost.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });
});

function complaints(house: readonly SourceFile[]): string[] {
  return rules.flatMap(({ name, broken }) => broken(house).map((fault) => `${name}: ${fault}`));
}

const already = new Set(complaints(sources));

/** What the rules say of one made-up file in the house. */
function complaintsOf(file: string, text: string): string[] {
  const house = [...sources.filter((source) => source.file !== file), sourceFile(file, text)];
  return complaints(house).filter((complaint) => !already.has(complaint));
}

describe('a rule', () => {
  it.each([
    [
      'core/bad.ts',
      "import { plan } from '../engine/execute.ts';",
      'engine (floor 5) does not stand below core (floor 0)',
    ],
    [
      'core/bad.ts',
      "import type { Kind } from '../kinds/index.ts';",
      'kinds (floor 4) does not stand below core (floor 0)',
    ],
    [
      'report/bad.ts',
      "import type { Run } from '../engine/execute.ts';",
      'engine (floor 5) does not stand below report',
    ],
    ['report/bad.ts', "import { a } from '../engine/outcome.ts';", 'engine (floor 5) does not stand below report'],
    ['source/bad.ts', "export * from '../aws/ports.ts';", 'aws (floor 2) does not stand below source (floor 2)'],
    ['helpers/bad.ts', 'export const a = 1;', 'helpers has no floor'],
    ['simulator/bad.ts', "import { canonical } from '../core/json.ts';", 'imports only core/clock.ts of ours'],
    [
      'engine/bad.ts',
      "const a = await import('../simulator/server.ts');",
      'only cli/verbs/simulator.ts opens the simulator',
    ],
    ['kinds/bad.ts', "import { apply } from '../resources/listener/apply.ts';", 'only types, tables and normal forms'],
    ['cli/bad.ts', "import { parse } from 'yaml';", 'its door is'],
    ['schema/bad.ts', "import {\n  parse,\n  type Document,\n} from 'yaml';", 'its door is'],
    ['resources/bad.ts', "import { EC2Client } from '@aws-sdk/client-ec2';", 'its door is'],
    ['engine/bad.ts', "import type { Vpc } from '@aws-sdk/client-ec2';", 'its door is'],
    ['cli/bad.ts', "import 'left-pad';", 'a package without a door'],
    ['core/bad.ts', 'export const now = Date.now();', 'core/bad.ts → core/bad.ts: it has Date.now in it'],
    ['report/bad.ts', 'export const home = process.env;', 'it has process. in it'],
    [
      'core/json.ts',
      "import { readFile } from 'node:fs/promises';",
      'kinds/load-balancer/desire.ts → core/json.ts → node:fs',
    ],
    ['resources/listener/type.ts', "import { a } from '@aws-sdk/client-ec2';", 'it is not pure'],
    ['core/graph.ts', "import { plan } from './planning/make-plan.ts';", 'core/graph.ts: leads back to itself by'],
    [
      'core/json.ts',
      "import type { Difference } from './fields.ts';",
      'core/json.ts: leads back to itself by core/fields.ts',
    ],
    ['cli/bad.ts', 'process.stderr.write(name);', 'process.stderr lets text out uncleaned'],
    ['daemon/http/bad.ts', 'return c.json(status);', 'c.json( lets text out uncleaned'],
    ['daemon/bad.ts', 'export const both = AbortSignal.any([one, other]);', 'AbortSignal.any grows with each use'],
  ])('is broken by %s with %s', (file, text, complaint) => {
    expect(complaintsOf(file, text).join('\n')).toContain(complaint);
  });

  it.each([
    [
      'core/good.ts',
      "// import { a } from '../cli/apply.ts';\n/*\nimport { b } from '../cli/apply.ts';\n*/\nexport const a = 1;",
    ],
    ['report/good.ts', "import type { Outcome } from '../engine/outcome.ts';"],
    ['resources/good.ts', "import type { Vpc } from '@aws-sdk/client-ec2';"],
    ['engine/good.ts', "import { canonical } from '../core/json.ts';"],
  ])('is kept by %s with %s', (file, text) => {
    expect(complaintsOf(file, text)).toEqual([]);
  });
});

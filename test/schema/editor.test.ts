import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { editor, type Editor } from '../support/language-server.ts';

/*
 * What an editor makes of our schema: the language server that editors run, on files with the line that `init` and `import` write.
 * That the schema itself refuses what the reader refuses is held by json-schema.test.ts.
 */

const root = join(import.meta.dirname, '../..');
const head = '# yaml-language-server: $schema=schemas/evenkeel.json\n';

const group = `${head}apiVersion: evenkeel.dev/v1
kind: TargetGroup
metadata:
  name: web
spec:
  protocol: HTTP
  port: 80
  vpc: { default: true }
`;

const balancer = `${head}apiVersion: evenkeel.dev/v1
kind: LoadBalancer
metadata:
  name: web
spec:
  subnets: [{ name: a }, { name: b }]
  listeners:
    - port: 80
      protocol: HTTP
      defaultActions:
        - fixedResponse: { statusCode: 404 }
`;

let open: Editor;
let close: () => void;

beforeAll(async () => {
  open = await editor((end) => (close = end));
});
afterAll(() => close());

describe('completes', () => {
  test.each([
    ['a field', group.replace('port: 80', 'hea|'), 'healthCheck'],
    ['a field in a list', balancer.replace('protocol: HTTP', 'ssl|'), 'sslPolicy'],
    [
      'a field of one in place of a list',
      balancer.replace('- port: 80', '  port: 80').replace('protocol: HTTP', 'ssl|'),
      'sslPolicy',
    ],
    ['a value', group.replace('HTTP', '|'), 'TCP_UDP'],
    ['the kind', `${head}apiVersion: evenkeel.dev/v1\nkind: |\n`, 'LoadBalancer'],
    ["AWS's key of an attribute", `${group}  attributes:\n    slow|`, 'slow_start.duration_seconds'],
    ['the value of an attribute', `${group}  attributes:\n    stickiness.type: |`, 'lb_cookie'],
    ['an annotation', group.replace('  name: web', '  name: web\n  annotations:\n    evenkeel|'), 'evenkeel.dev/drift'],
    ['a field in the second document', `${group}---\n${balancer.replace('protocol: HTTP', 'ssl|')}`, 'sslPolicy'],
  ])('%s', async (_, text, offered) => {
    expect(await open.offers(root, text)).toContain(offered);
  });
});

describe('explains', () => {
  test.each([
    ['a field', group.replace('protocol', 'pro|tocol'), 'How targets are talked to'],
    [
      'a field in a list',
      balancer.replace('defaultActions', 'default|Actions'),
      'What happens to requests that no rule matches',
    ],
    [
      'an attribute',
      `${group}  attributes:\n    slow_|start.duration_seconds: 30\n`,
      'How long a new target is warmed up',
    ],
    [
      'an annotation',
      group.replace('  name: web', '  name: web\n  annotations: { evenkeel.dev/dr|ift: warn }'),
      'What is done about drift',
    ],
  ])('%s', async (_, text, meaning) => {
    expect(await open.hover(root, text)).toContain(meaning);
  });
});

describe('marks', () => {
  test.each([
    ['a misspelt field', group.replace('port: 80', 'prot: 80'), 8, 'Property prot is not allowed.'],
    [
      'and in the second document',
      `${balancer}---\n${group.replace('port: 80', 'prot: 80')}`,
      21,
      'Property prot is not allowed.',
    ],
    [
      'a misspelt field in a list',
      balancer.replace('protocol: HTTP', 'protocl: HTTP'),
      10,
      'Property protocl is not allowed.',
    ],
    [
      'a misspelt field of one in place of a list',
      balancer.replace('- port: 80', '  port: 80').replace('protocol: HTTP', 'protocl: HTTP'),
      10,
      'Property protocl is not allowed.',
    ],
    ['a word that is none of a choice', group.replace('HTTP', 'HTP'), 7, 'Value is not accepted. Valid values: "HTTP"'],
    ['a text where a number is meant', group.replace('80', '"80"'), 8, 'Incorrect type. Expected "integer".'],
    [
      'a text where a map is meant',
      group.replace('{ default: true }', 'main'),
      9,
      'Incorrect type. Expected "object".',
    ],
    ['a number out of range', group.replace('80', '70000'), 8, 'Value is above the maximum of 65535.'],
    ['what is no id', group.replace('default: true', 'id: main'), 9, 'must be an id that starts with vpc-'],
    ['a misspelt attribute', `${group}  attributes: { slow_start: 30 }\n`, 10, 'Property slow_start is not allowed.'],
    [
      'what is no value of an attribute',
      `${group}  attributes: { stickiness.enabled: maybe }\n`,
      10,
      'Value is not accepted.',
    ],
    ['what is no variable', group.replace('HTTP', '${STAGE'), 7, ''],
    [
      'a misspelt annotation',
      group.replace('name: web', 'name: web\n  annotations: { evenkeel.dev/drifts: warn }'),
      6,
      'Property evenkeel.dev/drifts is not allowed.',
    ],
    [
      'an unknown kind',
      group.replace('TargetGroup', 'TargetGroups'),
      3,
      'Value is not accepted. Valid values: "SecurityGroup"',
    ],
    ['what is missing', balancer.replace(/ {6}defaultActions[\s\S]*/, ''), 9, 'Missing property "defaultActions".'],
  ])('%s', async (_, text, line, message) => {
    const marks = await open.marks(root, text);
    expect(marks.map((mark) => mark.line)).toContain(line);
    expect(marks.find((mark) => mark.line === line)!.message).toContain(message);
  });

  test.each(['test/kinds/valid', ...readdirSync(join(root, 'manifests')).map((name) => `manifests/${name}`)])(
    'nothing in %s',
    async (folder) => {
      const files = readdirSync(join(root, folder)).filter((file) => file.endsWith('.yaml'));
      const text = files.map((file) => head + readFileSync(join(root, folder, file), 'utf8')).join('\n---\n');
      expect(await open.marks(root, text.replaceAll(/^---\n(?!#)/gm, `---\n${head}`))).toEqual([]);
    },
  );
});

import { describe, expect, test } from 'vitest';
import { columnsText, parseColumns } from '../../src/report/jsonpath/columns.ts';
import { fill } from '../../src/report/jsonpath/evaluate.ts';
import { parsePath, parseTemplate } from '../../src/report/jsonpath/parse.ts';
import { sortedBy } from '../../src/report/jsonpath/sort.ts';

const list = {
  kind: 'List',
  items: [
    {
      kind: 'LoadBalancer',
      metadata: { name: 'web', labels: { 'example.com/team': 'shop' }, annotations: { 'evenkeel.dev/drift': 'warn' } },
      spec: { listeners: [{ port: 80 }, { port: 443 }], weight: 10 },
      status: {
        conditions: [
          { type: 'Ready', status: 'True' },
          { type: 'Drifted', status: 'False' },
        ],
      },
    },
    {
      kind: 'TargetGroup',
      metadata: { name: 'api' },
      spec: { port: '8080', weight: 9 },
      status: { conditions: [{ type: 'Ready', status: 'False' }] },
    },
    { kind: 'Service', metadata: { name: 'none' }, spec: {} },
  ],
};

describe('as kubectl fills a template', () => {
  test.each([
    ['{.kind}', 'List'],
    ['.kind', 'List'],
    ['kind', 'List'],
    ['{$.kind}', 'List'],
    ['{ .kind }', 'List'],
    ['{.items[*].metadata.name}', 'web api none'],
    ['{.items[0].metadata.name}', 'web'],
    ['{.items[-1].metadata.name}', 'none'],
    ['{.items[9].metadata.name}{.items[-9].kind}', ''],
    ['{.items[0:2].kind}', 'LoadBalancer TargetGroup'],
    ['{.items[1:].kind}', 'TargetGroup Service'],
    ['{.items[:-1].kind}', 'LoadBalancer TargetGroup'],
    ['{.items[::2].kind}', 'LoadBalancer Service'],
    ['{.items[0,2].kind}', 'LoadBalancer Service'],
    ["{.items[0]['kind','metadata'].name}", 'web'],
    ["{['kind']}", 'List'],
    ['{.items[0].metadata.labels.example\\.com/team}', 'shop'],
    ["{.items[0].metadata.annotations['evenkeel\\.dev/drift']}", 'warn'],
    ["{.items[0].metadata.annotations['evenkeel.dev/drift']}", 'warn'],
    ['{.items[?(@.kind=="Service")].metadata.name}', 'none'],
    ["{.items[?(@.kind!='Service')].metadata.name}", 'web api'],
    ['{.items[?(@.spec.weight > 9)].metadata.name}', 'web'],
    ['{.items[?(@.spec.weight<=9)].metadata.name}', 'api'],
    ['{.items[?(@.spec.port==8080)].metadata.name}', 'api'],
    ['{.items[?(@.status)].metadata.name}', 'web api'],
    ['{.items[?(@.status.conditions[?(@.type=="Drifted")])].metadata.name}', 'web'],
    ['{.items[?(@.kind=="LoadBalancer")][?(@.x)]}', ''],
    ['{.items[*].status.conditions[?(@.type=="Ready")].status}', 'True False'],
    ['{..port}', '80 443 8080'],
    ['{.items[0].spec.listeners}', '[{"port":80},{"port":443}]'],
    ['{.items[0].spec.*}', '[{"port":80},{"port":443}] 10'],
    ['{.nothing}', ''],
    ['{.constructor}{.__proto__}{.items.length}', ''],
    ['{range .items[*]}{.kind}/{.metadata.name}{"\\n"}{end}', 'LoadBalancer/web\nTargetGroup/api\nService/none\n'],
    ['{range .items[*]}{@.kind}{"\\t"}{end}', 'LoadBalancer\tTargetGroup\tService\t'],
    ['{range .items[*]}{range .spec.listeners[*]}{.port},{end};{end}', '80,443,;;;'],
    ['names: {.items[*].metadata.name}!', 'names: web api none!'],
    ["{'it''s'}", ''],
  ])('%s', (template, text) => {
    if (text === '' && template.startsWith("{'it")) expect(() => parseTemplate(template)).toThrow('lacks its }');
    else expect(fill(parseTemplate(template), list)).toBe(text);
  });
});

test('columns of paths, and what is not there', () => {
  const columns = parseColumns(
    'NAME:.metadata.name,READY:.status.conditions[?(@.type=="Ready")].status,PORTS:.spec.listeners[0,1].port',
  );
  expect(columnsText(columns, list.items)).toBe(
    ['NAME   READY    PORTS', 'web    True     80,443', 'api    False    <none>', 'none   <none>   <none>', ''].join(
      '\n',
    ),
  );
});

test.each([
  ['.metadata.name', 'api none web'],
  ['{.metadata.name}', 'api none web'],
  ['metadata.name', 'api none web'],
  ['.spec.weight', 'none api web'],
])('sorted by %s', (path, names) => {
  const sorted = sortedBy(list.items, parsePath(path), (item) => item);
  expect(sorted.map(({ metadata }) => metadata.name).join(' ')).toBe(names);
});

describe('what is meant to do harm', () => {
  test.each([
    ['many ranges', '{range .a}'.repeat(900)],
    ['deep conditions', '{.a' + '[?(@.a'.repeat(1_000)],
    ['a long text', `{"${'x'.repeat(20_000)}"}`],
    ['brackets', '['.repeat(9_000)],
    ['dots', `{${'.'.repeat(9_000)}`],
    ['backslashes', `{.${'\\'.repeat(9_000)}`],
  ])('%s', (_, template) => {
    expect(() => parseTemplate(template)).toThrow(/, at character \d+$/);
  });

  test('paths that lead everywhere, again and again', () => {
    const template = parseTemplate(`{.items[0${',0'.repeat(2_000)}]['spec'${",'spec'".repeat(600)}]}`);
    expect(() => fill(template, list)).toThrow('the template leads to more than a million values');
  });
});

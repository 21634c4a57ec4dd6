import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { expectGolden } from '../report/golden.ts';
import { folderOf } from '../support/folders.ts';
import { openAccount } from './account.ts';
import { InProcess } from './in-process.ts';

/*
 * What people get wrong around the manifests: where they lie, what they take from the environment, lists, patterns, and the verbs that
 * write files. Each says who, where, what and what to do: read every one of them as somebody would who only has the screen.
 */

const group = (spec: string, name = 'web'): string =>
  `apiVersion: evenkeel.dev/v1\nkind: TargetGroup\nmetadata: { name: ${name} }\nspec: ${spec}\n`;
const sound = group('{ protocol: HTTP, port: 80, vpc: { name: tour-vpc } }');

interface Case {
  readonly files?: Readonly<Record<string, string>>;
  readonly line: string;
  readonly environment?: Readonly<Record<string, string>>;
}

const cases: Readonly<Record<string, readonly Case[]>> = {
  'where manifests lie': [
    { line: 'validate -f nowhere' },
    { line: 'validate -f manifest', files: { 'manifests/web.yaml': sound } },
    { line: 'validate -f manifest/tour/web.yml', files: { 'manifests/tour/web.yaml': sound } },
    { line: 'validate -f manifests/tour/web.yml', files: { 'manifests/tour/web.yaml': sound } },
    { line: 'validate -f *.yml', files: { 'web.yaml': sound } },
    { line: 'validate -f manifests/tour/*.yml', files: { 'manifests/tour/web.yaml': sound } },
    { line: 'validate -f manifest/*.yaml', files: { 'manifests/web.yaml': sound } },
    { line: 'validate -f notes.txt', files: { 'notes.txt': 'buy milk' } },
    { line: 'validate -f .', files: { 'notes.txt': 'buy milk' } },
    { line: 'plan -f evenkeel.yaml', files: { 'evenkeel.yaml': 'places: []' } },
    {
      line: 'validate -f . -f drafts/web.yaml',
      files: { 'drafts/web.yaml': sound, 'drafts/.evenkeelignore': 'web.yaml' },
    },
    { line: 'validate -f a.yaml -f b.yaml', files: { 'a.yaml': sound, 'b.yaml': sound } },
    { line: 'get -w -f -' },
    { line: 'plan -n prdo -f .', files: { 'web.yaml': sound.replace('name: web', 'name: web, namespace: prod') } },
    { line: 'plan lb/web -f .', files: { 'web.yaml': sound } },
    { line: 'plan tgs/web -f .', files: { 'web.yaml': sound } },
  ],
  'values of the environment': [
    {
      line: 'validate -f .',
      files: { 'web.yaml': group('{ protocol: HTTP, port: "${PORT}", vpc: { name: "${VPC}" } }') },
    },
    { line: 'validate -f .', files: { 'web.yaml': group('{ protocol: HTTP, port: ${PORT:-80} }') } },
    {
      line: 'validate -f .',
      files: { 'web.yaml': group('{ protocol: HTTP, port: "${PORT}", vpc: { name: tour-vpc } }') },
      environment: { PORT: 'eighty' },
    },
    {
      line: 'validate -f .',
      files: { 'web.yaml': group('{ protocol: HTTP, port: "${PORT:-eighty}", vpc: { name: tour-vpc } }') },
    },
    {
      line: 'validate -f .',
      files: { 'web.yaml': group('{ protocol: HTTP, port: "${BASE}0${END:-x}", vpc: { name: tour-vpc } }') },
      environment: { BASE: '8' },
    },
    {
      line: 'validate -f .',
      files: {
        'web.yaml': group(
          '{ protocol: HTTP, port: 80, vpc: { name: tour-vpc }, attributes: { slow_start.duration_seconds: "${SLOW}" } }',
        ),
      },
      environment: { SLOW: '5' },
    },
    {
      line: 'validate -f .',
      files: { 'web.yaml': group('{ protocol: HTTP, port: "${PORT", vpc: { name: tour-vpc } }') },
    },
    { line: 'validate -f .', files: { 'web.yaml': group('{ protocol: HTTP, port: 80, vpc: { name: "${my-vpc}" } }') } },
    { line: 'validate -f .', files: { 'web.yaml': group('{ protocol: HTTP, port: 80, "${KEY}": 1 }') } },
    {
      line: 'validate -f .',
      files: { 'web.yaml': group('{ protocol: HTTP, port: 80, vpc: { name: "${AWS_SECRET_ACCESS_KEY}" } }') },
      environment: { AWS_SECRET_ACCESS_KEY: 'hush' },
    },
    {
      line: 'validate --expand -f .',
      files: { 'web.yaml': group('{ protocol: "${PROTOCOL}", port: 80, vpc: { name: tour-vpc } }') },
      environment: { PROTOCOL: 'HTPP' },
    },
  ],
  lists: [
    { line: 'validate -f .', files: { 'list.yaml': 'apiVersion: v1\nkind: List\n' } },
    { line: 'validate -f .', files: { 'list.yaml': 'apiVersion: v1\nkind: List\nitems: { a: 1 }\n' } },
    {
      line: 'validate -f .',
      files: { 'list.yaml': 'apiVersion: v1\nkind: List\nitems: [{ apiVersion: v1, kind: ConfigMap }, 7]\n' },
    },
    {
      line: 'validate -f .',
      files: { 'list.json': '{"apiVersion":"v1","kind":"List","items":[{"kind":"TargetGroup"}]}' },
    },
  ],
  'verbs that write files': [
    { line: 'fmt -f .', files: { 'web.yaml': 'kind: [' } },
    { line: 'fmt -f nowhere' },
    { line: 'schema --out x' },
    { line: 'init --yes --from instances --vpc tuor-vpc' },
    { line: 'init --yes --from lambda' },
    { line: 'init --yes --from instances --vpc tour-vpc --name -web' },
    { line: 'init --yes --from instances --vpc tour-vpc --https shop.example.com' },
    { line: 'init --yes --from instances --vpc tour-vpc --out full', files: { 'full/service.yaml': sound } },
    { line: 'import web-alb' },
    { line: 'import nobody --out infra' },
    { line: 'import lb/nobody --out infra' },
    { line: 'import --tag team --out infra' },
  ],
  'plan files': [
    { line: 'apply web.plan' },
    { line: 'apply web.yaml', files: { 'web.yaml': sound } },
    { line: 'apply web.plan', files: { 'web.plan': '{"format":"evenkeel-plan"}' } },
    { line: 'plan --out notes.txt -f web.yaml', files: { 'notes.txt': 'buy milk', 'web.yaml': sound } },
    { line: 'plan --out no/where/web.plan -f web.yaml', files: { 'web.yaml': sound } },
    { line: 'plan --out web.plan -f web.yaml', files: { 'web.yaml': 'kind: [' } },
  ],
};

const evenkeel = new InProcess();

test('mistakes around the manifests', async () => {
  const { environment } = await openAccount(evenkeel);
  const { EVENKEEL_MANIFESTS: _, ...account } = environment;
  const printed: string[] = [];
  for (const [about, lines] of Object.entries(cases)) {
    printed.push(`# ${about}\n`);
    for (const { files = {}, line, environment: variables = {} } of lines) {
      const folder = folderOf({});
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), text);
      }
      const runner = new InProcess(folder);
      const { code, stdout, stderr } = await runner.run(line.split(' '), { ...account, ...variables });
      expect.soft([line, code]).toEqual([line, 1]);
      const said = `${stdout}${stderr}`.replaceAll(folder, '<folder>').trimEnd();
      printed.push(
        `$ evenkeel ${line}`,
        ...Object.entries(files)
          .map(([file, text]) => `${file}: ${text.trimEnd().split('\n').at(-1)}`)
          .map((one) => `  | ${one}`),
        `${said}\n`,
      );
    }
  }
  await expectGolden('cli/mistakes.txt', printed.join('\n'));
});

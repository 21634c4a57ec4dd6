import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { edited, folderOf } from '../support/folders.ts';
import { openAccount } from './account.ts';
import { InProcess } from './in-process.ts';

const evenkeel = new InProcess();

test('objects are picked, sorted and printed as from a cluster', async () => {
  const account = await openAccount(evenkeel);
  const folder = edited('content-routing', {
    'pages#/metadata/labels': { team: 'web', tier: 'front' },
    'page-instances#/metadata/labels': { team: 'web' },
    'page-instances#/metadata/namespace': 'default',
  });
  const get = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await account.run('get', '-f', folder, ...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return stdout;
  };
  expect(await get('-l', 'team=web', '-o', 'name')).toBe('service/page-instances\ntargetgroup/pages\n');
  expect(await get('-l', 'team=web,tier', '-o', 'name')).toBe('targetgroup/pages\n');
  expect(await get('tg', '-o', 'jsonpath={.items[*].metadata.name}')).toMatch(/^\w[\w-]* \w[\w-]*\n$/);
  expect(await get('lb/content-routing', '-o', 'jsonpath={.kind}')).toBe('LoadBalancer\n');
  expect(await get('lb/content-routing', '-o', 'jsonpath={.status.conditions[?(@.type=="Ready")].status}')).toBe(
    'False\n',
  );
  expect(await get('-l', 'team', '--sort-by', '.kind', '-o', 'custom-columns=KIND:.kind,NAME:.metadata.name')).toBe(
    'KIND          NAME\nService       page-instances\nTargetGroup   pages\n',
  );
  expect(await get('-l', 'team=nobody')).toBe('No resources found.\n');
  expect(await get('-A', '-l', 'team', '-n', 'nowhere')).toMatch(/^NAMESPACE {3}NAME/);
});

test('what is printed and picked by is what the manifests mean: variables filled in, one value in a list', async () => {
  const account = await openAccount(evenkeel);
  const folder = folderOf({
    'groups.yaml': `apiVersion: evenkeel.dev/v1
kind: SecurityGroup
metadata: { name: "web-\${STAGE:-beta}", labels: { stage: "\${STAGE:-beta}" } }
spec:
  description: \${STAGE:-beta}
  vpc: { name: tour-vpc }
  ingress: { protocol: tcp, port: 443, from: { cidr: 10.0.0.0/8 } }
  tags: { version: 1.10 }
`,
  });
  const get = async (...args: string[]): Promise<string> => (await account.run('get', '-f', folder, ...args)).stdout;
  expect(await get('-l', 'stage=beta', '-o', 'name')).toBe('securitygroup/web-beta\n');
  const { metadata, spec } = parse(await get('sg/web-beta', '-o', 'yaml')) as Record<string, unknown>;
  expect({ metadata, spec }).toEqual({
    metadata: { name: 'web-beta', labels: { stage: 'beta' } },
    spec: {
      description: 'beta',
      vpc: { name: 'tour-vpc' },
      ingress: [{ protocol: 'tcp', port: 443, from: [{ cidr: '10.0.0.0/8' }] }],
      tags: { version: '1.10' },
    },
  });
  expect(await get('sg/web-beta', '-o', 'jsonpath={.spec.ingress[0].from[0].cidr}')).toBe('10.0.0.0/8\n');
});

test('a template that is wrong is a slip of the fingers, said before anything is read', async () => {
  const account = await openAccount(evenkeel);
  const { code, stderr } = await account.run('get', '-o', 'jsonpath={.items[?(@.kind=~"x")]}');
  expect(code).toBe(1);
  expect(stderr).toContain('Regular expressions are not supported: use == or !=, at character 17.');
  expect((await account.run('get', '-l', 'a>1')).stderr).toContain('"a>1" is none of key=value, key!=value');
  expect((await account.run('get', '--sort-by', '{.a')).stderr).toContain('An expression lacks its }');
  expect((await account.run('get', '-o', 'xml')).stderr).toContain(
    'Allowed choices are wide, json, yaml, name, jsonpath=',
  );
  expect(account.simulator.journal.entries()).toEqual([]);
});

test('one manifest is described by kind/name too', async () => {
  const account = await openAccount(evenkeel);
  const { code, stdout } = await account.run('describe', 'lb/content-routing');
  expect(code).toBe(0);
  expect(stdout).toBe((await account.run('describe', 'loadbalancer', 'content-routing')).stdout);
});

test('what failed is repeated below a long output', async () => {
  const account = await openAccount(evenkeel);
  const folder = edited('content-routing', {
    'content-routing-sg#/spec/ingress': Array.from({ length: 12 }, (_, port) => ({
      protocol: 'tcp',
      port: 8000 + port,
      from: [{ cidr: '10.0.0.0/8' }],
    })),
  });
  account.simulator.faults.set([{ kind: 'access-denied', action: 'CreateRule' }]);
  const { code, stderr } = await account.run('apply', '--yes', '-f', folder);
  expect(code).toBe(1);
  const end = stderr.slice(stderr.search(/^\d+ done/m));
  expect(end).toMatch(/^failed all\.yaml:\d+: listener-rule\/default\/content-routing\/80\/api: /m);
});

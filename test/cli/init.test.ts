import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { answersOf } from '../../src/cli/verbs/init-answers.ts';
import { demoGround } from '../../src/simulator/demo-ground.ts';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { folderOf } from '../support/folders.ts';
import { expectGolden } from '../report/golden.ts';
import { InProcess } from './in-process.ts';
import type { Ran } from './runner.ts';

const evenkeel = new InProcess();
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ fixture: demoGround, clock: evenkeel.clock });
  return () => simulator.close();
});

const run = (...args: string[]): Promise<Ran> =>
  evenkeel.run(args, {
    AWS_ENDPOINT_URL: simulator.url,
    AWS_REGION: 'ap-northeast-2',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });

const certificate = 'arn:aws:acm:ap-northeast-2:123456789012:certificate/web';
const forms = {
  instances: ['--from', 'instances', '--name', 'pair', '--vpc', 'pair-vpc'],
  asg: ['--from', 'asg', '--image', 'Web Server v1', '--vpc', 'VPC-Lab'],
  fargate: ['--from', 'fargate', '--image', 'nginx:1.27', '--vpc', 'demo-service-vpc', '--cluster', 'demo'],
};
const files = ['load-balancer.yaml', 'security-groups.yaml', 'service.yaml', 'target-group.yaml'];
const table = Object.entries(forms).flatMap(([form, args]) => [
  [form, 'http', args] as const,
  [form, 'https', [...args, '--https', certificate]] as const,
]);

test.each(table)('a folder from %s with %s is valid, and plans', async (form, protocol, args) => {
  const folder = folderOf({});
  simulator.journal.clear();
  expect(await run('init', '--yes', ...args, '--out', folder)).toMatchObject({ code: 0, stdout: '' });
  expect(readdirSync(folder)).toEqual(['.evenkeel-schema.json', ...files]);
  for (const file of files) {
    const text = readFileSync(join(folder, file), 'utf8');
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.evenkeel-schema\.json\n# /);
  }
  expect(await run('validate', '-f', folder)).toMatchObject({ code: 0 });
  expect((await run('fmt', '--check', '--diff', '-f', folder)).stdout).toBe('');
  const planned = await run('plan', '--detailed-exitcode', '-f', folder);
  expect(planned).toMatchObject({ code: 2, stderr: '' });
  expect(planned.stdout).toMatch(
    form === 'instances' ? /^Plan: \d+ to create, 2 to register\.$/m : /^Plan: \d+ to create\.$/m,
  );
  expect(planned.stdout).not.toMatch(/warning|blocked/i);
  const listeners = [...planned.stdout.matchAll(/create listener\/default\/\w+-alb\/(\d+)/g)].map(([, port]) => port);
  expect(listeners).toEqual(protocol === 'https' ? ['443', '80'] : ['80']);
  expect(simulator.journal.writes()).toBe(0);
});

test('what stands in the folder is kept, unless it is to be overwritten', async () => {
  const folder = folderOf({ 'service.yaml': '# mine' });
  const refused = await run('init', ...forms.instances, '--out', folder);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('service.yaml exists already; pass --force to overwrite');
  expect([readdirSync(folder), readFileSync(join(folder, 'service.yaml'), 'utf8')]).toEqual([
    ['service.yaml'],
    '# mine',
  ]);
  expect(await run('init', ...forms.instances, '--out', folder, '--force')).toMatchObject({ code: 0 });
});

test('a domain stands for its certificate in ACM', async () => {
  const folder = folderOf({});
  simulator.journal.clear();
  const ran = await run('init', ...forms.instances, '--https', 'www.example.com', '--out', folder);
  const arn = 'arn:aws:acm:ap-northeast-2:123456789012:certificate/3f0c8a52-6d1b-4b7e-9a54-1c2d7e8f9a10';
  expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining(`with the certificate ${arn}, issued for`) });
  expect(readFileSync(join(folder, 'load-balancer.yaml'), 'utf8')).toContain(`- arn: ${arn}`);
  expect(simulator.journal.count('ListCertificates')).toBe(1);
});

test('the subnets may be named; with a private one the load balancer is internal', async () => {
  const folder = folderOf({});
  const subnets = ['--subnet', 'Private subnet A', '--subnet', 'Private subnet C'];
  expect(await run('init', ...forms.asg, ...subnets, '--out', folder)).toMatchObject({ code: 0 });
  expect(readFileSync(join(folder, 'load-balancer.yaml'), 'utf8')).toMatch(/scheme: internal\n[^]*Private subnet C/);
  expect(await run('plan', '-f', folder)).toMatchObject({ code: 0 });
});

test('what is refused says what is wrong, and what to pass', async () => {
  const { instances, fargate } = forms;
  const refused = [
    [],
    ['--from', 'asg', '--vpc', 'VPC-Lab'],
    ['--from', 'instances'],
    ['--from', 'instances', '--vpc', 'VPC-Lap'],
    ['--from', 'fargate', '--vpc', 'demo-service-vpc'],
    fargate.slice(0, -2),
    [...instances, '--https', 'www.example.org'],
    [...instances, '--https', 'certificate'],
    [...instances, '--subnet', 'Public subnet A'],
    [...instances, '--subnet', 'Public subnet A', '--subnet', 'Public subnet Z'],
    [...instances, '--name', 'sg-web'],
  ];
  const lines: string[] = [];
  for (const args of refused) {
    const { code, stderr } = await run('init', '--yes', ...args);
    expect(code).toBe(1);
    lines.push(`init ${args.join(' ')}\n${stderr.replaceAll(/\b(vpc|subnet)-[0-9a-f]{17}/g, '$1-…')}`);
  }
  await expectGolden('cli/init-refusals.txt', lines.join(''));
});

describe('on a terminal', () => {
  const vpc = { id: 'vpc-1', name: 'prod', tags: {}, isDefault: false };
  const subnets = ['a', 'b'].map((zone) => ({
    id: `subnet-${zone}`,
    tags: {},
    vpc: vpc.id,
    zone,
    isDefault: false,
    public: true,
  }));

  async function talk(given: readonly (string | undefined)[], vpcs = [vpc]): Promise<[unknown, string[]]> {
    const [said, rest]: [string[], (string | undefined)[]] = [[], [...given]];
    const answers = await answersOf(
      { port: 80 },
      {
        network: async () => ({ vpcs, subnets }),
        clusters: async () => ['arn:aws:ecs:eu-west-1:123456789012:cluster/demo'],
        certificates: async () => [
          { arn: 'arn:aws:acm:eu-west-1:1:certificate/1', names: ['*.example.com'], status: 'ISSUED' },
        ],
        say: (text) => said.push(text),
        ask: async (question) => {
          said.push(question);
          return rest.shift();
        },
      },
    );
    return [answers, said];
  }

  test('asks for what is missing, again where an answer does not fit, and takes what there is only one of', async () => {
    const [answers, said] = await talk([
      'lambda',
      'fargate',
      'Shop',
      '',
      'example',
      'example.com',
      'www.example.com',
      '',
      'nginx',
    ]);
    expect(answers).toMatchObject({
      name: 'web',
      vpc: { name: 'prod' },
      subnets: [{ id: 'subnet-a' }, { id: 'subnet-b' }],
      certificate: 'arn:aws:acm:eu-west-1:1:certificate/1',
      serves: { from: 'fargate', image: 'nginx', cluster: 'demo' },
    });
    expect(said).toMatchInlineSnapshot(`
      [
        "What serves the requests? (instances, asg, fargate)",
        "choose one of them",
        "What serves the requests? (instances, asg, fargate)",
        "What is it called? [web]",
        "Write up to 24 small letters, digits and -, e.g. web; not sg-… or internal-….",
        "What is it called? [web]",
        "in the VPC prod (vpc-1), the only one besides the default",
        "The domain for HTTPS, the ARN of its certificate, or none? [none]",
        "--https takes a domain, the ARN of a certificate, or none, not "example"; pass a domain that a certificate in ACM covers, e.g. --https www.example.com",
        "The domain for HTTPS, the ARN of its certificate, or none? [none]",
        "no certificate in ACM here covers example.com; request one and have it validated, or choose another region; issued here: *.example.com",
        "The domain for HTTPS, the ARN of its certificate, or none? [none]",
        "with the certificate arn:aws:acm:eu-west-1:1:certificate/1, issued for *.example.com",
        "Which container image, e.g. nginx:1.27?",
        "an answer is needed",
        "Which container image, e.g. nginx:1.27?",
        "in the ECS cluster demo, the only one",
      ]
    `);
  });

  test('asks which VPC where there are two, and writes nothing where the answer is Ctrl-C', async () => {
    const two = [vpc, { ...vpc, id: 'vpc-2', name: 'beta' }];
    expect((await talk(['instances', '', 'vpc-1', ''], two))[0]).toMatchObject({ vpc: { name: 'prod' } });
    await expect(talk(['instances', undefined])).rejects.toThrow('nothing was written');
  });
});

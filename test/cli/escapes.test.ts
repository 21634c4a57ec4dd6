import { CreateVpcCommand } from '@aws-sdk/client-ec2';
import { cpSync, writeFileSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import {
  AddTagsCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  ModifyListenerCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, onTestFinished, test } from 'vitest';
import { verbs } from '../../src/cli/verbs.ts';
import type { Verb } from '../../src/cli/verb.ts';
import { toYaml } from '../../src/source/write.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { folderOf, manifestsOf } from '../support/folders.ts';
import { forbiddenIn } from '../support/hostile.ts';
import { openAccount, type Account } from './account.ts';
import { ended, Executable, hasSaid } from './executable.ts';
import { InProcess } from './in-process.ts';
import type { Ran } from './runner.ts';

const executable = new Executable();
const evenkeel = new InProcess();

const evil = 'evil\u001b[2J\u001b]0;x\u0007\u009b31m\u202e\u2066\u200f\b';

/** The tour with whatever somebody can put into a folder: a file's name, keys, names, labels, values. */
function hostileFolder(): string {
  const folder = folderOf({});
  cpSync(manifestsOf('content-routing'), folder, { recursive: true });
  const wrong = [
    { kind: evil, apiVersion: evil },
    { apiVersion: 'evenkeel.dev/v1', kind: 'TargetGroup', metadata: { name: evil, [evil]: evil }, spec: { [evil]: 1 } },
    {
      apiVersion: 'evenkeel.dev/v1',
      kind: 'Service',
      metadata: { name: 'lost', labels: { [evil]: evil } },
      spec: { targetGroups: [{ targetGroup: { ref: evil } }], instances: [{ name: evil }] },
    },
    {
      apiVersion: 'evenkeel.dev/v1',
      kind: 'SecurityGroup',
      metadata: { name: 'notFound' },
      spec: { description: 'notFound', vpc: { name: evil }, tags: { [evil]: evil } },
    },
  ];
  writeFileSync(join(folder, `${evil}.yaml`), wrong.map((one) => toYaml(one)).join('---\n'));
  writeFileSync(join(folder, `${evil}.json`), `{"${evil.slice(0, 4)}\u009b\u202e": tru`);
  writeFileSync(join(folder, 'torn.yaml'), 'a: \u001b\n');
  return folder;
}

/** AWS in somebody else's words: the account behind it, but for what is refused. */
async function refusing({ simulator: { url } }: Account, actions: RegExp): Promise<string> {
  const server = createServer((incoming, outgoing) => void pass(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const [, action = ''] = /(?:^|&)Action=(\w+)/.exec(body.toString()) ?? [];
    if (actions.test(action)) {
      const error = `<Error><Type>Sender</Type><Code>Nope</Code><Message>refused ${evil}</Message></Error>`;
      outgoing.writeHead(400, { 'content-type': 'text/xml' });
      outgoing.end(`<ErrorResponse>${error}<RequestId>1</RequestId></ErrorResponse>`);
      return;
    }
    const { method, url: path, headers } = incoming;
    request(url + path, { method: method!, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    }).end(body);
  }
}

/** Somebody was at work in the console. */
async function meddle({ sdk: { ec2, elbv2 } }: Account): Promise<void> {
  const named = [{ ResourceType: 'vpc' as const, Tags: [{ Key: 'Name', Value: evil }] }];
  await ec2.send(new CreateVpcCommand({ CidrBlock: '10.99.0.0/16', TagSpecifications: named }));
  const { LoadBalancers: [balancer] = [] } = await elbv2.send(new DescribeLoadBalancersCommand({}));
  const { LoadBalancerArn } = balancer!;
  const Tags = [{ Key: 'Project', Value: evil }];
  await elbv2.send(new AddTagsCommand({ ResourceArns: [LoadBalancerArn!], Tags })).catch(() => undefined);
  const { Listeners: [listener] = [] } = await elbv2.send(new DescribeListenersCommand({ LoadBalancerArn }));
  const FixedResponseConfig = { StatusCode: '200', ContentType: 'text/plain', MessageBody: evil };
  const DefaultActions = [{ Type: 'fixed-response', FixedResponseConfig } as const];
  await elbv2.send(new ModifyListenerCommand({ ListenerArn: listener?.ListenerArn, DefaultActions }));
}

/** A verb in each of its formats, asked for what there is and for what there isn't. */
function linesOf({ name, args = [], options = [] }: Verb): string[][] {
  const format = options.find((option) => option.attributeName() === 'output');
  const formats = (format?.argChoices ?? []).map((choice) => ['-o', choice]);
  const known = args.map(({ name: arg, choices }) => choices?.[0] ?? meant[arg] ?? '');
  const has = (attribute: string): boolean => options.some((option) => option.attributeName() === attribute);
  const yes = [...(has('yes') ? ['--yes'] : []), ...(has('timeout') ? ['--timeout', '5s'] : [])];
  const from = has('from') ? ['--from', 'instances'] : [];
  const printed = [...(has('out') ? ['--out', '-'] : []), ...from];
  return [
    ...(formats.length === 0 ? [[]] : formats).map((chosen) => [name, ...known, ...chosen, ...printed, ...yes]),
    ...(args.length === 0 ? [] : [[name, ...args.map(() => evil), ...printed]]),
  ];
}

const meant: Readonly<Record<string, string>> = {
  '<kind>': 'lb',
  '[kind]': 'lb',
  '<name>': 'content-routing',
  '[name]': 'content-routing',
  '[name...]': 'content-routing',
  '<path>': 'LoadBalancer.spec',
};

/** Those that go on until they are stopped: how they are started, and what they say once there is something to see. */
const lasting: Readonly<Record<string, { readonly args: readonly string[]; readonly says: RegExp }>> = {
  run: { args: ['--listen', '127.0.0.1:0', '--interval', '1h'], says: /cycle ended/ },
  simulator: { args: ['--port', '0', '--data-plane'], says: /AWS, simulated/ },
};

function expectClean({ stdout, stderr }: Ran, args: readonly string[]): void {
  const found = { stdout: forbiddenIn(stdout), stderr: forbiddenIn(stderr) };
  expect({ args, ...found }).toEqual({ args, stdout: [], stderr: [] });
}

test('no verb lets anything through that a terminal obeys, in any format', async () => {
  const account = await openAccount(evenkeel);
  const folder = hostileFolder();
  const on = async (actions: RegExp): Promise<Readonly<Record<string, string>>> => ({
    ...account.environment,
    AWS_ENDPOINT_URL: await refusing(account, actions),
    EVENKEEL_MANIFESTS: folder,
  });
  const refused = await evenkeel.run(['apply', '--yes', '--timeout', '2s'], await on(/^CreateRule$/));
  expectClean(refused, ['apply']);
  expect(refused.stderr).toContain(String.raw`refused evil\u001b[2J\u001b]0;x\u0007\u009b31m\u202e\u2066\u200f\u0008`);
  await meddle(account);

  const environment = await on(/^DescribeTargetHealth$|^(?:Modify|Set|Create|Delete)/);
  const shown = new Set<string>();
  for (const verb of verbs.filter(({ name }) => !(name in lasting))) {
    for (const args of linesOf(verb)) {
      // oxlint-disable-next-line no-await-in-loop -- one account
      const ran = await evenkeel.run(args, environment);
      expectClean(ran, args);
      if (/\\u009b/.test(ran.stdout + ran.stderr)) shown.add(verb.name);
    }
  }
  // All but those that ask neither the folder nor AWS, and are asked for nothing that others name.
  expect(verbs.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual([
    'run',
    'crds',
    'schema',
    'simulator',
    'version',
  ]);
});

test.each(
  verbs
    .filter(({ name }) => name in lasting)
    .flatMap(({ name }) => (name === 'run' ? ['json', 'text'] : ['']).map((format) => [name, format] as const)),
)('%s %s', async (name, format) => {
  const account = await openAccount(executable);
  const environment = {
    ...account.environment,
    AWS_ENDPOINT_URL: await refusing(account, /^(?:CreateRule|DescribeTargetHealth)$/),
    EVENKEEL_MANIFESTS: hostileFolder(),
  };
  const { args, says } = lasting[name]!;
  const own =
    name === 'run' ? ['--log-format', format, '--log-level', 'debug', '--lock', join(folderOf({}), 'lock')] : [];
  const child = executable.start([name, ...args, ...own], environment);
  const all = ended(child);
  await hasSaid(name === 'run' ? child.stderr! : child.stdout!, says);
  child.kill('SIGTERM');
  const ran = await all;
  expectClean(ran, [name, format]);
  if (name === 'run') expect(ran.stderr).toMatch(/\\u009b/);
});

test('the simulator about a fixture', async () => {
  const fixture = fixtureNamed('content-routing');
  const file = `${evil}.yaml`;
  const folder = folderOf({ [file]: toYaml({ regions: { [evil]: { vpcs: [{ [evil]: fixture }] } } }) });
  const args = ['simulator', '--port', '0', '--fixture', join(folder, file)];
  const ran = await executable.run(args);
  expectClean(ran, args);
  expect(ran.stderr).toMatch(/\\u009b/);
});

const slips: readonly (readonly [string, readonly string[]])[] = [
  ['a verb', [evil]],
  ['an option', ['plan', `--${evil}`]],
  ['a value', ['plan', '-o', evil]],
  ['a folder', ['validate', '-f', evil]],
  ['a namespace', ['validate', '-n', evil, '-f', manifestsOf('content-routing')]],
  ['an endpoint', ['plan', '--endpoint-url', evil, '--region', evil, '-f', manifestsOf('content-routing')]],
  ['a timeout', ['apply', '--timeout', evil]],
  ['an owner', ['plan', '--owner', evil]],
];

test.each(slips)('%s that is hostile', async (_, args) => {
  const ran = await executable.run(args);
  expectClean(ran, args);
  expect(ran.stdout + ran.stderr).toMatch(/\\u009b/);
});

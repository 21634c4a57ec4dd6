import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { styleText } from 'node:util';
import {
  DeleteRuleCommand,
  DeregisterTargetsCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  ModifyLoadBalancerAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AuthorizeSecurityGroupIngressCommand, DescribeSecurityGroupsCommand, EC2Client } from '@aws-sdk/client-ec2';

/*
 * The story of `npm start`: an AWS on this machine, a folder applied to it, somebody's hands in it, and how that is told
 * and healed. Everything shown is the real executable at work, as a child process.
 */

const executable = new URL('../dist/evenkeel.js', import.meta.url).pathname;
const folder = 'manifests/content-routing';
const region = 'ap-northeast-2';
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
const colour = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function paint(style: 'bold' | 'dim' | 'cyan', text: string): string {
  return colour ? styleText(style, text) : text;
}

function chapter(title: string): void {
  say(`\n${paint('bold', `── ${title} `.padEnd(100, '─'))}\n`);
}

interface Simulator {
  readonly url: string;
  /** Where it answers as the load balancer does; known once that stands. */
  readonly door: () => Promise<string>;
  readonly stop: () => Promise<void>;
}

/** Starts the simulator on any free port and gives its addresses. */
async function startSimulator(): Promise<Simulator> {
  const child = spawn(
    process.execPath,
    [executable, 'simulator', '--port', '0', '--data-plane', '--fixture', 'test/fixtures/content-routing.yaml'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const lines = createInterface(child.stdout);
  const told = async (what: RegExp): Promise<string> => {
    for (;;) {
      const [line] = (await once(lines, 'line')) as [string];
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
      if (url !== undefined && what.test(line)) return url;
    }
  };
  const door = told(/answers as/);
  return {
    url: await told(/AWS/),
    door: () => door,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Asks the load balancer for a page, a few times, and says who answered. */
async function ask(door: string, path: string, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    const answer = await fetch(`${door}${path}`, { redirect: 'manual' });
    say(`${paint('cyan', `GET ${door}${path}`)}  ${answer.status} ${(await answer.text()).trim()}`);
  }
  say('');
}

/** Runs the executable as a user would, and checks that it ends as the story says. */
async function evenkeel(url: string, verb: string, expected: number, ...more: string[]): Promise<void> {
  const args = [verb, '-f', folder, ...more];
  say(paint('cyan', `$ evenkeel ${args.join(' ')}`));
  const child = spawn(process.execPath, [executable, ...args, ...(colour ? [] : ['--no-color'])], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...credentials, AWS_ENDPOINT_URL: url, AWS_REGION: region },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  say(paint('dim', `(exit code ${code})\n`));
  if (code !== expected) throw new Error(`evenkeel ${verb} ended with ${code}, where the story has ${expected}`);
}

const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };

function hand(done: string): void {
  say(`${paint('dim', 'by hand:')} ${done}`);
}

async function meddle(elbv2: ElasticLoadBalancingV2Client, ec2: EC2Client): Promise<void> {
  const { LoadBalancers: [balancer] = [] } = await elbv2.send(
    new DescribeLoadBalancersCommand({ Names: ['content-routing'] }),
  );
  const LoadBalancerArn = balancer?.LoadBalancerArn;
  await elbv2.send(
    new ModifyLoadBalancerAttributesCommand({
      LoadBalancerArn,
      Attributes: [{ Key: 'idle_timeout.timeout_seconds', Value: '5' }],
    }),
  );
  hand('set the idle timeout of the load balancer to 5 seconds');
  const { Listeners: [listener] = [] } = await elbv2.send(new DescribeListenersCommand({ LoadBalancerArn }));
  const { Rules = [] } = await elbv2.send(new DescribeRulesCommand({ ListenerArn: listener?.ListenerArn }));
  await elbv2.send(new DeleteRuleCommand({ RuleArn: Rules.find((rule) => rule.Priority === '10')?.RuleArn }));
  hand('delete the rule that leads /api/* to the API');
  const { TargetGroups: [pages] = [] } = await elbv2.send(new DescribeTargetGroupsCommand({ Names: ['pages'] }));
  const TargetGroupArn = pages?.TargetGroupArn;
  const { TargetHealthDescriptions: [first] = [] } = await elbv2.send(
    new DescribeTargetHealthCommand({ TargetGroupArn }),
  );
  await elbv2.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: first?.Target?.Id }] }));
  hand(`take ${first?.Target?.Id} out of the pages`);
  const { SecurityGroups: [group] = [] } = await ec2.send(
    new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'group-name', Values: ['content-routing-sg'] }] }),
  );
  const open = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: group?.GroupId, IpPermissions: [open] }));
  hand('open port 22 of the security group to the world\n');
}

async function tell(): Promise<void> {
  const simulator = await startSimulator();
  const { url } = simulator;
  const config = { endpoint: url, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const elbv2 = new ElasticLoadBalancingV2Client(config);
  const ec2 = new EC2Client(config);
  try {
    chapter('An AWS of your own');
    say(`A simulated AWS listens on ${url}, with a VPC, two subnets and two web servers in it.`);
    chapter(`1. Apply ${folder}`);
    await evenkeel(url, 'apply', 0, '--yes');
    await evenkeel(url, 'get', 0);
    chapter('2. Ask it for a page');
    say('The simulator stands in for the load balancer too: both pages answer in turn, and a rule leads elsewhere.\n');
    const door = await simulator.door();
    await ask(door, '/', 2);
    await ask(door, '/api/orders', 1);
    chapter('3. Somebody changes things by hand');
    await meddle(elbv2, ec2);
    await evenkeel(url, 'drift', 2);
    chapter('4. Heal it');
    await evenkeel(url, 'apply', 0, '--yes');
    await evenkeel(url, 'drift', 0);
    chapter('5. And take it away again');
    await evenkeel(url, 'delete', 0, '--yes');
    say(`That was all on this machine. Next: README.md, or ${paint('cyan', 'node dist/evenkeel.js --help')}.`);
  } finally {
    await simulator.stop();
  }
}

await tell();

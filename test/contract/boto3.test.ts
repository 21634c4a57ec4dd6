import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { startSimulator } from '../../src/simulator/server.ts';
import { loadServices } from '../../src/simulator/services.ts';
import { botoCommand } from '../support/moto-command.ts';

/** What boto3 calls the services that have another name in a signature. */
const names: Readonly<Record<string, string>> = { elasticloadbalancing: 'elbv2', tagging: 'resourcegroupstaggingapi' };

const settings = { provisioningMs: 300, initialHealthMs: 300, drainingMs: 300, taskStartMs: 300, taskStopMs: 300 };

const certificates = [{ domain: 'one.example.com' }, { domain: 'two.example.com' }];
const fixture = { regions: { 'ap-northeast-2': { certificates } } };

test("boto3's waiters and paginators work on every operation that has them", async () => {
  const simulator = await startSimulator({ settings, fixture });
  onTestFinished(() => simulator.close());
  const services = (await loadServices()).filter(({ name }) => name !== 'sts');
  const simulated = services.map((service) => [names[service.name] ?? service.name, Object.keys(service.operations)]);
  const [program, ...words] = await botoCommand();
  const script = fileURLToPath(new URL('boto3-walk.py', import.meta.url));
  const child = spawn(program, [...words, script, simulator.url], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.end(JSON.stringify(Object.fromEntries(simulated)));
  const [said, failed, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.once('close', resolve)),
  ]);
  expect({ code, failed }).toEqual({ code: 0, failed: '' });
  const walked = (what: string): number => said.split('\n').filter((line) => line.startsWith(`${what} `)).length;
  expect(walked('waiter')).toBeGreaterThanOrEqual(27);
  expect(walked('paginator')).toBeGreaterThanOrEqual(43);
});

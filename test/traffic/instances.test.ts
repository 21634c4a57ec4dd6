import { describe, expect, it } from 'vitest';
import { setTargetHealth } from '../../src/simulator/elbv2/target-health.ts';
import { edited, manifestsOf } from '../support/folders.ts';
import { openStream, type Stream } from './stream.ts';

const scenario = 'ec2-pair-alb';
const both = ['page 01:80', 'page 02:80'];

let stream: Stream;

async function open(options: Pick<Parameters<typeof openStream>[0], 'settings' | 'stepMs'> = {}): Promise<void> {
  stream = await openStream({ fixture: scenario, loadBalancer: scenario, ...options });
  await stream.controller.run(manifestsOf(scenario));
}

function selecting(...names: readonly string[]): string {
  return edited(scenario, { 'ec2-pair#/spec/instances': names.map((name) => ({ name })) });
}

/** The health checks never find the bystander well, and it is not. */
function weaken(): void {
  const { world, sick } = stream;
  for (const { instanceId: id, tags } of world.ec2.instances.values()) {
    if (tags.get('Name') !== 'bystander') continue;
    for (const targetGroupArn of world.elbv2.targetGroups.keys()) {
      setTargetHealth(world, { targetGroupArn, id, port: 80 }, 'Target.Timeout');
    }
  }
  sick.add('bystander:80');
}

describe('no request to instances fails', () => {
  it.each([
    { field: 'port', value: 8080, after: ['page 01:8080', 'page 02:8080'] },
    { field: 'protocol', value: 'HTTPS', after: both },
  ])('while another $field replaces their target group', async ({ field, value, after }) => {
    await open();
    const folder = edited(scenario, { [`ec2-pair-tg#/spec/${field}`]: value });
    const seen = await stream.during(() => stream.controller.run(folder));
    expect([seen.result.ending, seen.failures]).toEqual(['converged', []]);
    expect([seen.before, seen.after]).toEqual([both, after]);
    expect(stream.world.elbv2.targetGroups.size).toBe(1);
  });

  it.each([
    { what: 'all others', selected: ['bystander'], initialHealthMs: 8000 },
    { what: 'some others', selected: ['bystander', 'page 02'], initialHealthMs: 8000 },
    { what: 'others that take five minutes to become healthy', selected: ['bystander'], initialHealthMs: 300_000 },
  ])('while $what are selected', async ({ selected, initialHealthMs }) => {
    await open({ settings: { initialHealthMs } });
    const seen = await stream.during(() => stream.controller.run(selecting(...selected)));
    expect([seen.result.ending, seen.failures]).toEqual(['converged', []]);
    expect([seen.before, seen.after]).toEqual([both, selected.map((name) => `${name}:80`)]);
  });

  it('while others are selected that never become healthy: the former ones go on serving, and the reason is reported', async () => {
    await open({ stepMs: 5000 });
    weaken();
    const seen = await stream.during(() => stream.controller.run(selecting('bystander')));
    expect(seen.failures).toEqual([]);
    expect([seen.before, seen.between, seen.after]).toEqual([both, both, both]);
    const failed = seen.result.outcomes.filter(({ status }) => status === 'failed');
    expect(failed.map(({ change, error }) => [change.action, error?.message])).toEqual(
      both.map(() => [
        'deregister',
        expect.stringMatching(/^the old targets keep serving until these do: i-\w+:80 is unhealthy \(Target\.Timeout/),
      ]),
    );
    expect(seen.result.ending).toBe('timed-out');
  });

  it('while one is selected beside another that stays, and never becomes healthy', async () => {
    await open({ stepMs: 5000 });
    weaken();
    const seen = await stream.during(() => stream.controller.run(selecting('bystander', 'page 02')));
    expect(seen.failures).toEqual([]);
    expect([seen.before, seen.between, seen.after]).toEqual([both, both, ['page 02:80']]);
    expect(seen.result.waiting.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^1\/2 healthy; i-\w+:80 is unhealthy \(Target\.Timeout/),
    ]);
  });
});

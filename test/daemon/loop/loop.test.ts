import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DescribeTargetGroupsCommand,
  ModifyListenerCommand,
  ModifyTargetGroupCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, test } from 'vitest';
import { EvenkeelError, type ErrorCode } from '../../../src/core/errors.ts';
import type { Lease, LeaseChange } from '../../../src/daemon/lease/lease.ts';
import { soleWriter } from '../../../src/daemon/loop/sole-writer.ts';
import { REGION } from '../../support/clients.ts';
import { copied, folderOf } from '../../support/folders.ts';
import { INTERVAL, startOn, startRig, type Rig } from './rig.ts';

const tour = (): string => copied('content-routing');

/** Asks for the value of a variable. */
const withSecret = `
apiVersion: evenkeel.dev/v1
kind: LoadBalancer
metadata: { name: secretive }
spec:
  vpc: { id: vpc-0a1b2c3d }
  subnets: [{ id: subnet-0aaaaaaa }, { id: subnet-0bbbbbbb }]
  securityGroups: [{ id: sg-0123abcd }]
  listeners:
    - port: 443
      protocol: HTTPS
      certificates: [{ arn: arn:aws:acm:eu-central-1:123456789012:certificate/one }]
      defaultActions:
        - authenticateOidc:
            issuer: https://id.example.com
            authorizationEndpoint: https://id.example.com/authorize
            tokenEndpoint: https://id.example.com/token
            userInfoEndpoint: https://id.example.com/userinfo
            clientId: web
            clientSecretFrom: { env: OIDC_SECRET }
        - fixedResponse: { statusCode: '200' }
`;

async function driftOn({ sdk }: Rig, path = '/drifted'): Promise<void> {
  const { TargetGroups: [group] = [] } = await sdk.elbv2.send(new DescribeTargetGroupsCommand({}));
  const { TargetGroupArn } = group!;
  await sdk.elbv2.send(new ModifyTargetGroupCommand({ TargetGroupArn, HealthCheckPath: path }));
}

describe('the loop', () => {
  test('started anew, reports drift of what was made whole minutes ago', async () => {
    const first = await startRig(tour());
    await first.settle();
    await first.daemon.stop();
    const [listener] = first.simulator.world().elbv2.listeners.values();
    const DefaultActions = [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '503' } } as const];
    await first.sdk.elbv2.send(new ModifyListenerCommand({ ListenerArn: listener!.arn, DefaultActions }));
    const rig = await startOn(first, tour());
    await rig.settle();
    expect(rig.events('drift-found')).toEqual([expect.stringMatching(/^listener\//)]);
  });

  test('builds what the folder asks for, looks soon after, and is then quiet', async () => {
    const rig = await startRig(tour());
    const first = await rig.cycle();
    expect(first.trigger).toBe('start');
    expect(new Set(first.outcomes.map(({ status }) => status))).toEqual(new Set(['done']));
    expect(rig.events('changed').length).toBe(first.outcomes.length);
    const second = await rig.cycle(1_000);
    expect({ trigger: second.trigger, outcomes: second.outcomes }).toEqual({ trigger: 'retry', outcomes: [] });
    const writes = rig.simulator.journal.writes();
    expect(first.calls.writes).toBe(writes);
    const lines = rig.lines.filter(({ level }) => level !== 'debug').length;
    const third = await rig.cycle(INTERVAL);
    expect(third).toMatchObject({
      trigger: 'interval',
      outcomes: [],
      findings: [],
      calls: { writes: 0, throttled: 0 },
    });
    expect(third.calls.reads).toBeGreaterThan(0);
    expect(rig.simulator.journal.writes()).toBe(writes);
    expect(rig.lines.filter(({ level }) => level !== 'debug')).toHaveLength(lines);
  });

  test('heals a drift within one interval, and reports when it came and went', async () => {
    const rig = await startRig(tour());
    await rig.settle();
    await driftOn(rig);
    rig.simulator.journal.clear();
    const found = rig.events('drift-found').length;
    const gone = rig.events('drift-gone').length;
    const healing = await rig.cycle(INTERVAL);
    expect(healing.findings).toMatchObject([{ doing: 'correct', live: '/drifted', cause: 'drift' }]);
    expect(rig.simulator.journal.count('ModifyTargetGroup')).toBe(1);
    const healed = await rig.cycle(1_000);
    expect(healed.findings).toEqual([]);
    expect(rig.events('drift-found').slice(found)).toHaveLength(1);
    expect(rig.events('drift-gone').slice(gone)).toHaveLength(1);
  });

  test('takes up what an editor saves without waiting for the interval', async () => {
    const folder = tour();
    const rig = await startRig(folder);
    await rig.settle();
    const file = join(folder, 'target-groups.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(join(folder, '.target-groups.yaml.swp'), text.replace(/path: \/\S*/, 'path: /saved'));
    renameSync(join(folder, '.target-groups.yaml.swp'), file);
    const saved = await rig.cycle();
    expect(saved.trigger).toBe('folder');
    expect(saved.outcomes.map(({ status }) => status)).toContain('done');
  });

  test('leaves alone what a half-written file may hold, until it is whole', async () => {
    const folder = tour();
    const rig = await startRig(folder);
    await rig.settle();
    const file = join(folder, 'target-groups.yaml');
    const text = readFileSync(file, 'utf8');
    const writes = rig.simulator.journal.writes();
    writeFileSync(file, text.slice(0, text.length / 2));
    const torn = await rig.cycle();
    expect(torn.outcomes).toEqual([]);
    expect(rig.status().folder.problems.length).toBeGreaterThan(0);
    writeFileSync(file, text);
    await rig.cycle();
    expect(rig.status().folder.problems).toEqual([]);
    expect(rig.simulator.journal.writes()).toBe(writes);
  });

  test('reports a fault of its own in reading a file, and goes on once the file is another', async () => {
    const folder = tour();
    const environment = {
      get OIDC_SECRET(): string {
        throw new Error('a fault');
      },
    };
    const rig = await startRig(folder, { environment });
    await rig.settle();
    const file = join(folder, 'fault.yaml');
    writeFileSync(file, withSecret);
    const { places } = await rig.until((status) => status.places[0]?.failure !== undefined);
    expect(places[0]!.failure!.message).toContain('a fault');
    writeFileSync(file, '');
    await rig.cycle(INTERVAL);
    expect(rig.events('recovered')).toHaveLength(1);
  });

  test('reports once that AWS is unreachable, comes back less and less often, and reports when it answers again', async () => {
    const rig = await startRig(tour());
    await rig.settle();
    const lines = rig.lines.length;
    rig.simulator.faults.set([{ kind: 'error-500' }]);
    rig.clock.advance(INTERVAL);
    for (const attempts of [1, 2, 3]) {
      const {
        places: [place],
      } = await rig.until((status) => status.places[0]?.failure?.attempts === attempts);
      expect(place!.next! - rig.clock.now()).toBe(500 * 2 ** (attempts - 1));
      rig.clock.advance(500 * 2 ** (attempts - 1));
    }
    rig.simulator.faults.clear();
    await rig.until(({ places: [place] }) => place?.failure === undefined);
    expect(rig.events('failed')).toHaveLength(1);
    expect(rig.events('recovered')).toHaveLength(1);
    expect(rig.lines.slice(lines).filter(({ level }) => level === 'warn')).toHaveLength(1);
  });

  test('reports anew where it fails for another reason, and only then', async () => {
    const codes: readonly ErrorCode[] = ['unavailable', 'unavailable', 'denied', 'denied'];
    let asked = 0;
    const open = (): Promise<never> => {
      const code = codes[asked] ?? 'denied';
      asked += 1;
      return Promise.reject(new EvenkeelError({ code, retry: 'soon', message: `it is ${code}` }));
    };
    const places = [{ name: 'default', region: REGION, open }];
    const rig = await startRig(tour(), { places: () => Promise.resolve(places) });
    for (const [index] of codes.entries()) {
      await rig.until((status) => status.places[0]?.failure?.attempts === index + 1);
      rig.clock.advance(500 * 2 ** index);
    }
    expect(rig.events('failed')).toEqual([
      expect.stringMatching(/^AWS is unreachable since .*; nothing has been read yet\..* it is unavailable$/),
      expect.stringMatching(/^AWS denies every read since .* it is denied$/),
    ]);
    expect(rig.lines.filter(({ level }) => level === 'warn')).toHaveLength(2);
  });

  test('writes only while it holds the lease, and looks all the same', async () => {
    let held = false;
    const listeners = new Set<(change: LeaseChange) => void>();
    const lease: Lease = {
      held: () => held,
      start: () => Promise.resolve(),
      stop: () => Promise.resolve(),
      onChange(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    };
    const rig = await startRig(tour(), { lease });
    const standing = await rig.cycle();
    expect(standing.outcomes).toEqual([]);
    expect(rig.simulator.journal.writes()).toBe(0);
    expect(rig.status().role).toBe('standing-by');
    held = true;
    for (const listener of listeners) listener({ held, message: 'holds the lease' });
    const leading = await rig.cycle();
    expect(rig.status().role).toBe('leading');
    expect(leading.outcomes.length).toBeGreaterThan(0);
    await rig.daemon.stop();
    expect(listeners.size).toBe(0);
  });

  test('leaves nothing behind over a thousand quiet cycles', async () => {
    let listening = 0;
    const lease: Lease = {
      ...soleWriter,
      onChange() {
        listening += 1;
        return () => void (listening -= 1);
      },
    };
    const empty = folderOf({ 'none.yaml': '' });
    const rig = await startRig(empty, { lease });
    await rig.cycle();
    const calls = rig.simulator.journal.count();
    const events = rig.daemon.store.events().length;
    const lines = rig.lines.filter(({ level }) => level !== 'debug').length;
    for (let quiet = 0; quiet < 1_000; quiet += 1) await rig.cycle(INTERVAL);
    expect({ sleepers: rig.clock.sleepers, listening }).toEqual({ sleepers: 1, listening: 1 });
    expect(rig.daemon.store.events()).toHaveLength(events);
    expect(rig.lines.filter(({ level }) => level !== 'debug')).toHaveLength(lines);
    expect(rig.simulator.journal.count()).toBe(calls * 1_001);
    expect(rig.status().places[0]?.cycle?.number).toBe(1_001);
  }, 60_000);
});

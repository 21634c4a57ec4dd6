import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Finding } from '../../../src/daemon/status.ts';
import { AwsError } from '../../../src/simulator/service.ts';
import { driftOn, groupsOf } from './drift.ts';
import { gateTo, type Gate, type Treatment } from './gate.ts';
import { openStage, type Life, type PlaceSeen, type Seen } from './stage.ts';

const ways: readonly (readonly [string, (gate: Gate) => unknown])[] = [
  ['answers 503', (gate) => gate.treat(() => 503)],
  ['refuses connections', (gate) => gate.close()],
];

async function metric(life: Life, name: string): Promise<number> {
  const text = await (await fetch(`${life.url}/metrics`)).text();
  return Number(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, 'm').exec(text)?.[1]);
}

test.each(ways)('an AWS that %s is reported once, waited for, and taken up where it was left', async (_, leave) => {
  const stage = await openStage();
  const gate = await gateTo(stage.simulator.url);
  const life = await stage.start([], { AWS_ENDPOINT_URL: gate.url });
  await life.settled();
  const writes = stage.simulator.journal.writes();
  await leave(gate);
  await driftOn(stage, '/drifted');

  const { status } = await life.until(({ status: { places } }) => (places[0]?.failure?.attempts ?? 0) >= 2);
  const { failure, lastSuccess } = status.places[0]!;
  expect(failure!.since).toBeGreaterThan(lastSuccess!);
  expect(failure!.message).toMatch(/answered HTTP 503 with something that is not an AWS response|cannot reach http:/);
  expect(life.logged('cycle failed')).toMatchObject([{ level: 'warn', place: 'default', code: 'unavailable' }]);
  expect(await metric(life, 'controller_runtime_reconcile_errors_total')).toBeGreaterThanOrEqual(2);
  expect(await metric(life, 'evenkeel_last_success_timestamp_seconds')).toBe(lastSuccess! / 1_000);
  expect(stage.simulator.journal.writes()).toBe(writes + 1);

  await gate.close();
  await gate.open();
  gate.treat(() => 'pass');
  life.signal('SIGHUP');
  await life.said(({ msg }) => msg === 'drift healed');
  expect(life.logged('recovered')).toMatchObject([{ level: 'info', place: 'default' }]);
  expect(life.logged('cycle failed')).toHaveLength(1);
  expect((await groupsOf(stage)).map(({ HealthCheckPath }) => HealthCheckPath)).not.toContain('/drifted');
  expect((await life.settled()).status.places[0]!.failure).toBeUndefined();
  expect(await life.end()).toBe(0);
});

test('an AWS that is away at the start is waited for', async () => {
  const stage = await openStage();
  const gate = await gateTo(stage.simulator.url);
  await gate.close();
  const life = await stage.start([], { AWS_ENDPOINT_URL: gate.url });
  const ready = async (): Promise<unknown> => {
    const answer = await fetch(`${life.url}/readyz`);
    return { status: answer.status, text: await answer.text() };
  };
  await life.said(({ msg }) => msg === 'cycle failed');
  expect(await ready()).toEqual({ status: 503, text: 'place default: no cycle has completed yet' });
  await gate.open();
  await life.settled();
  expect(await ready()).toEqual({ status: 200, text: 'ready' });
  expect(life.logged('cycle failed')).toHaveLength(1);
  expect(stage.simulator.journal.count('CreateLoadBalancer')).toBe(1);
});

test('what can only be read in part is neither written nor pruned', async () => {
  const group = (name: string): object => ({
    apiVersion: 'evenkeel.dev/v1',
    kind: 'TargetGroup',
    metadata: { name },
    spec: { targetType: 'instance', protocol: 'HTTP', port: 80, vpc: { name: 'tour-vpc' } },
  });
  const stage = await openStage({ files: { 'kept.yaml': [group('kept')], 'left.yaml': [group('left')] } });
  const gate = await gateTo(stage.simulator.url);
  const life = await stage.start([], { AWS_ENDPOINT_URL: gate.url });
  await life.settled();
  const writes = stage.simulator.journal.writes();
  gate.treat(({ service, action }) =>
    service === 'elasticloadbalancing' && action === 'DescribeTags'
      ? new AwsError('InternalFailure', 'oh', 500)
      : 'pass',
  );
  rmSync(join(stage.folder, 'left.yaml'));
  await life.said(({ manifests }) => manifests === 1);
  await life.another();
  await life.another();
  expect(stage.simulator.journal.writes()).toBe(writes);
  const { findings } = await life.api<{ readonly findings: readonly Finding[] }>('findings');
  expect(findings).toEqual([]);
  const { nodes } = await life.api<{ readonly nodes: readonly { readonly label: string }[] }>('graph');
  expect(nodes.map(({ label }) => label).toSorted()).toEqual(['kept', 'left']);

  gate.treat(() => 'pass');
  await life.said(({ msg, what }) => msg === 'changed' && what === 'delete (prune)');
  expect((await groupsOf(stage)).map(({ TargetGroupName }) => TargetGroupName)).toEqual(['kept']);
});

test('a place that is away keeps no other from its work', async () => {
  const group = (name: string, namespace: string): object => ({
    apiVersion: 'evenkeel.dev/v1',
    kind: 'SecurityGroup',
    metadata: { name, namespace },
    spec: { vpc: { default: true } },
  });
  const stage = await openStage({
    files: {
      'evenkeel.yaml': `places:
  - { name: tokyo, region: ap-northeast-1, namespaces: [east] }
  - { name: dublin, region: eu-west-1, namespaces: [west] }
`,
      'gates.yaml': [group('gate', 'east'), group('gate', 'west')],
    },
  });
  const gate = await gateTo(stage.simulator.url);
  let dublin: Treatment = 'hang';
  const become = (treatment: Treatment): void => {
    dublin = treatment;
    gate.treat(({ region }) => (region === 'eu-west-1' ? dublin : 'pass'));
  };
  become('hang');
  const life = await stage.start([], { AWS_ENDPOINT_URL: gate.url });
  const placeIn = ({ status }: Seen, name: string): PlaceSeen => status.places.find((place) => place.name === name)!;
  const tokyoGoesOn = async (): Promise<Seen> => {
    const before = placeIn(await life.until(() => true), 'tokyo').cycle?.number ?? 0;
    return life.until((seen) => (placeIn(seen, 'tokyo').cycle?.number ?? 0) >= before + 3);
  };
  expect(placeIn(await tokyoGoesOn(), 'dublin')).toMatchObject({ phase: 'looking' });
  become(503);
  await life.until((seen) => placeIn(seen, 'dublin').failure !== undefined);
  const seen = await tokyoGoesOn();
  expect(placeIn(seen, 'dublin').cycle).toBeUndefined();
  expect(placeIn(seen, 'tokyo').failure).toBeUndefined();
  become('pass');
  await life.settled();
  expect(life.logged('cycle failed')).toMatchObject([{ place: 'dublin' }]);
  expect([...new Set(life.logged('changed').map(({ place }) => place))]).toEqual(['tokyo', 'dublin']);
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KubernetesApi } from '../../../src/daemon/lease/kubernetes-api.ts';
import { KubernetesRecord } from '../../../src/daemon/lease/kubernetes-record.ts';
import { openLease } from '../../../src/daemon/lease/open-lease.ts';
import { ApiServer } from './api-server.ts';
import { Contender, pass } from './crowd.ts';

const place = { namespace: 'ops', name: 'evenkeel' };
const KEY = 'ops/evenkeel';

function contender(name: string, server: ApiServer, where = place): Contender {
  const api = server.api();
  return new Contender(name, (clock) => new KubernetesRecord(api, where, clock));
}

describe('a Lease of Kubernetes', () => {
  it("is written as client-go's leader election writes it", async () => {
    const server = await ApiServer.start();
    const [a, b] = [contender('a', server), contender('b', server)];
    await a.lease.start();
    const { spec: taken } = server.leases.get(KEY)!;
    expect(taken).toMatchObject({ holderIdentity: 'a', leaseDurationSeconds: 15, leaseTransitions: 0 });
    await pass(5_000, [a]);
    const { spec: renewed, metadata } = server.leases.get(KEY)!;
    expect(renewed!['acquireTime']).toBe(taken!['acquireTime']);
    expect(Date.parse(String(renewed!['renewTime'])) - Date.parse(String(taken!['renewTime']))).toBe(5_000);
    expect(metadata.annotations).toEqual({ 'evenkeel.dev/renewals': '2' });

    await a.lease.stop();
    expect(server.leases.get(KEY)!.spec).toMatchObject({
      holderIdentity: '',
      leaseDurationSeconds: 1,
      leaseTransitions: 0,
    });
    await b.lease.start();
    expect(b.lease.held()).toBe(true);
    expect(server.leases.get(KEY)!.spec).toMatchObject({ holderIdentity: 'b', leaseTransitions: 1 });
    expect(new Set(server.requests)).toEqual(
      new Set([
        'GET /apis/coordination.k8s.io/v1/namespaces/ops/leases/evenkeel',
        'POST /apis/coordination.k8s.io/v1/namespaces/ops/leases',
        'PUT /apis/coordination.k8s.io/v1/namespaces/ops/leases/evenkeel',
      ]),
    );
  });

  it('is taken where somebody made it for us, and keeps what else is in it', async () => {
    const server = await ApiServer.start();
    server.put(KEY, { metadata: { name: 'evenkeel', labels: { app: 'evenkeel' }, annotations: { note: 'ours' } } });
    const a = contender('a', server);
    await a.lease.start();
    await pass(11_000, [a]);
    expect(a.lease.held()).toBe(true);
    expect(server.leases.get(KEY)!.metadata).toMatchObject({
      labels: { app: 'evenkeel' },
      annotations: { note: 'ours' },
    });
  });

  it('is left to another elector until its term is over, and is then a transition more', async () => {
    const server = await ApiServer.start();
    const spec = {
      holderIdentity: 'operator-7f9_c0ffee',
      leaseDurationSeconds: 30,
      leaseTransitions: 4,
      acquireTime: '2026-03-01T10:00:00.000000Z',
      renewTime: '2026-03-01T10:00:00.000000Z',
    };
    server.put(KEY, { metadata: { name: 'evenkeel' }, spec });
    const a = contender('a', server);
    await a.lease.start();
    expect(a.changes).toEqual([
      { held: false, message: 'on standby: operator-7f9 holds the lease kubernetes://ops/evenkeel' },
    ]);
    await pass(29_500, [a], () => expect(a.lease.held()).toBe(false));
    await pass(3_000, [a]);
    expect(a.lease.held()).toBe(true);
    expect(server.leases.get(KEY)!.spec).toMatchObject({ holderIdentity: 'a', leaseTransitions: 5 });
  });

  it('is taken again where somebody deleted it', async () => {
    const server = await ApiServer.start();
    const [a, b] = [contender('a', server), contender('b', server)];
    await a.lease.start();
    await b.lease.start();
    server.leases.clear();
    await pass(30_000, [a, b], () => expect(a.lease.held() && b.lease.held()).toBe(false));
    expect(a.lease.held()).toBe(true);
    expect(server.leases.get(KEY)!.spec).toMatchObject({ holderIdentity: 'a' });
  });

  it('is held on to where only the answers are lost, and given up in time where nothing arrives', async () => {
    const server = await ApiServer.start();
    const [a, b] = [contender('a', server), contender('b', server)];
    server.lost.push('answer');
    await a.lease.start();
    expect(a.lease.held()).toBe(false);
    await pass(2_500, [a]);
    expect(a.lease.held()).toBe(true);
    await b.lease.start();
    server.lost.push(...Array.from({ length: 40 }, () => 'request' as const));
    await pass(12_000, [a, b]);
    expect(a.lease.held()).toBe(false);
    server.lost.length = 0;
    await pass(20_000, [a, b], () => expect(a.lease.held() && b.lease.held()).toBe(false));
    expect([a.lease.held(), b.lease.held()].filter(Boolean)).toHaveLength(1);
  });

  it('is asked for with the token of the moment, for Kubernetes replaces it', async () => {
    const server = await ApiServer.start();
    const pod = server.pod();
    const api = new KubernetesApi(pod);
    const a = new Contender('a', (clock) => new KubernetesRecord(api, place, clock));
    await a.lease.start();
    server.token = 'second-token';
    await pass(5_000, [a]);
    expect(a.changes.at(-1)!.held).toBe(true);
    await pass(8_000, [a]);
    expect(a.changes.at(-1)!.message).toMatch(/^on standby: .*can't be used: Unauthorized; let the service account/);
    writeFileSync(join(pod.account, 'token'), 'second-token');
    await pass(3_000, [a]);
    expect(a.lease.held()).toBe(true);
  });

  it('says why it cannot be held', async () => {
    const server = await ApiServer.start();
    const elsewhere = contender('b', server, { namespace: 'nowhere', name: 'evenkeel' });
    await elsewhere.lease.start();
    expect(elsewhere.changes.at(-1)!.message).toMatch(
      /^on standby: the lease kubernetes:\/\/nowhere\/evenkeel can't be used: namespaces "nowhere" not found/,
    );
    server.verbs = ['get', 'create'];
    const a = contender('a', server);
    await a.lease.start();
    await pass(20_000, [a]);
    expect(a.changes.map(({ message }) => message)).toEqual([
      'holds the lease kubernetes://ops/evenkeel',
      expect.stringMatching(
        /cannot update resource "leases".*; let the service account of the pod get, create and update leases/,
      ),
    ]);
  });

  it('is for pods', async () => {
    const opening = openLease({ owner: 'default', lease: 'kubernetes://ops/evenkeel', environment: {} });
    await expect(opening).rejects.toMatchObject({
      facts: { remedy: 'run evenkeel in a pod, or name an S3 object with --lease' },
    });
  });
});

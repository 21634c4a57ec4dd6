import { createHash, randomUUID } from 'node:crypto';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAws } from '../../aws/ports.ts';
import { steadyClock, systemClock, type Clock } from '../../core/clock.ts';
import { wrongInput } from '../../core/errors.ts';
import { FileRecord } from './file-record.ts';
import { KubernetesApi } from './kubernetes-api.ts';
import { KubernetesRecord } from './kubernetes-record.ts';
import type { Lease } from './lease.ts';
import type { LeaseRecord } from './record.ts';
import { S3Record } from './s3-record.ts';
import { TermLease } from './term-lease.ts';

export interface LeaseOptions {
  readonly owner: string;
  /** One for daemons on several machines: `s3://bucket/key`, or `kubernetes://namespace/name` for those in pods. */
  readonly lease?: string | undefined;
  /** A file for those on this machine, where no object is named; a default one of this user's where neither is. */
  readonly lock?: string | undefined;
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly profile?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** One request of a renewal may take so long: several must find room in a term. */
const TIMEOUT_MS = 3_000;

/**
 * On which nobody waits, so that a request that failed is not sent again: the lease has attempts of its own, and must know in
 * between that its time is up.
 */
const impatient: Clock = {
  now: () => steadyClock.now(),
  sleep: () => Promise.reject(new Error('no time left to wait')),
};

/** The lease that the options name. Nothing is asked of anybody before it is started. */
export async function openLease(options: LeaseOptions): Promise<Lease> {
  return new TermLease({
    clock: systemClock,
    monotonic: () => steadyClock.now(),
    record: await recordOf(options),
    tenant: { id: randomUUID(), name: `${hostname()} (process ${process.pid})` },
  });
}

async function recordOf({ lease, lock, environment, ...options }: LeaseOptions): Promise<LeaseRecord> {
  if (lease === undefined) return new FileRecord(lock ?? defaultLock(options), systemClock);
  const [, namespace, name] = /^kubernetes:\/\/([a-z0-9-]+)\/([a-z0-9.-]+)$/.exec(lease) ?? [];
  if (namespace !== undefined && name !== undefined) {
    return new KubernetesRecord(
      new KubernetesApi({ environment, timeoutMs: TIMEOUT_MS }),
      { namespace, name },
      systemClock,
    );
  }
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(lease) ?? [];
  if (bucket === undefined || key === undefined) {
    throw wrongInput(
      `--lease is neither an S3 object nor a Lease of Kubernetes: "${lease}"`,
      'write it like s3://bucket/evenkeel/lease or kubernetes://namespace/evenkeel',
    );
  }
  const { region, endpoint, profile } = options;
  const { s3 } = await openAws({ clock: impatient, limits: 'none', region, endpoint, profile, timeoutMs: TIMEOUT_MS });
  return new S3Record(s3, bucket, key);
}

/** The same for all that would write to the same resources, as far as can be told before asking AWS. */
function defaultLock({
  owner,
  region,
  endpoint,
  profile,
}: Omit<LeaseOptions, 'lease' | 'lock' | 'environment'>): string {
  const scope = createHash('sha256')
    .update(JSON.stringify([owner, region, endpoint, profile]))
    .digest('hex')
    .slice(0, 12);
  return join(tmpdir(), `evenkeel-${process.getuid?.() ?? 0}`, `${scope}.lock`);
}

import type { Clock } from '../../core/clock.ts';
import { EvenkeelError } from '../../core/errors.ts';
import type { Answer, KubernetesApi } from './kubernetes-api.ts';
import { longestTermMs, type Entry, type LeaseRecord, type Tenant } from './record.ts';

/** Counts the renewals: their time may be the same for two of them. */
const COUNT = 'evenkeel.dev/renewals';

/** An object of coordination.k8s.io/v1, of which the fields used here are named. */
interface Lease {
  readonly metadata: {
    readonly resourceVersion?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: {
    readonly holderIdentity?: string | null;
    readonly leaseDurationSeconds?: number | null;
    readonly acquireTime?: string | null;
    readonly renewTime?: string | null;
    readonly leaseTransitions?: number | null;
  };
}

/**
 * A Lease in Kubernetes, written as client-go's leader election writes it, so that `kubectl get lease` reads well and others that
 * elect with the same object respect us. The API server refuses a write that is based on what no longer stands there.
 */
export class KubernetesRecord implements LeaseRecord {
  readonly where: string;
  readonly #api: KubernetesApi;
  readonly #name: string;
  readonly #all: string;
  readonly #clock: Clock;
  /** The object as it was last answered: what others wrote into it stays there. */
  #last: Lease | undefined;

  constructor(
    api: KubernetesApi,
    { namespace, name }: { readonly namespace: string; readonly name: string },
    clock: Clock,
  ) {
    this.where = `kubernetes://${namespace}/${name}`;
    this.#api = api;
    this.#name = name;
    this.#all = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;
    this.#clock = clock;
  }

  async read(): Promise<Entry | undefined> {
    const answer = await this.#api.send('GET', `${this.#all}/${this.#name}`);
    if (answer.status === 404) return undefined;
    return this.#entryIn(answer);
  }

  async write(tenant: Tenant, seen: Entry | undefined): Promise<Entry | undefined> {
    const before = seen === undefined ? undefined : this.#last;
    const lease = {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: {
        ...before?.metadata,
        name: this.#name,
        annotations: { ...before?.metadata.annotations, [COUNT]: String(tenant.count) },
        ...(seen === undefined ? {} : { resourceVersion: seen.version }),
      },
      spec: { ...before?.spec, ...this.#specOf(tenant, before) },
    };
    const answer =
      seen === undefined
        ? await this.#api.send('POST', this.#all, lease)
        : await this.#api.send('PUT', `${this.#all}/${this.#name}`, lease);
    // Somebody else was quicker, or has deleted it.
    if (answer.status === 409 || (answer.status === 404 && seen !== undefined)) return undefined;
    return this.#entryIn(answer);
  }

  #specOf(tenant: Tenant, before: Lease | undefined): Required<NonNullable<Lease['spec']>> {
    const { holderIdentity, acquireTime, leaseTransitions } = before?.spec ?? {};
    const now = microTime(this.#clock.now());
    const holder = tenant.released ? '' : identityOf(tenant);
    const isSame = before !== undefined && (holderIdentity ?? '') === holder;
    const isTaken = before !== undefined && !isSame && !tenant.released;
    return {
      holderIdentity: holder,
      // What client-go writes when it hands back: whoever comes need not wait.
      leaseDurationSeconds: tenant.released ? 1 : Math.ceil(tenant.termMs / 1_000),
      acquireTime: isSame ? (acquireTime ?? now) : now,
      renewTime: now,
      leaseTransitions: (leaseTransitions ?? 0) + (isTaken ? 1 : 0),
    };
  }

  #entryIn({ status, body }: Answer): Entry {
    if (status >= 300) throw this.#refused(status, body);
    const lease = body as Lease;
    const version = lease.metadata?.resourceVersion;
    if (version === undefined) throw this.#refused(status, body);
    this.#last = lease;
    return { version, tenant: tenantIn(lease) };
  }

  #refused(status: number, body: unknown): EvenkeelError {
    const { message = `it answered ${status} to what asks for a Lease` } = (body ?? {}) as {
      readonly message?: string;
    };
    const isDenied = status === 401 || status === 403;
    return new EvenkeelError({
      code: isDenied ? 'denied' : 'unavailable',
      retry: 'soon',
      message: `the lease ${this.where} can't be used: ${message}`,
      ...(isDenied
        ? {
            remedy:
              'let the service account of the pod get, create and update leases in that namespace: see docs/lease.md',
          }
        : {}),
    });
  }
}

/** As client-go names its candidates: the machine, and what is new at each start. */
function identityOf({ name, id }: Tenant): string {
  return name === id ? id : `${name}_${id}`;
}

/** Whoever wrote it: one that names nobody is free. */
function tenantIn({ metadata, spec = {} }: Lease): Tenant {
  const holder = spec.holderIdentity ?? '';
  const cut = holder.lastIndexOf('_');
  const seconds = spec.leaseDurationSeconds ?? 0;
  return {
    id: holder.slice(cut + 1),
    name: cut > 0 ? holder.slice(0, cut) : holder,
    count: Number(metadata.annotations?.[COUNT] ?? 0) || 0,
    termMs: Math.min(seconds * 1_000, longestTermMs),
    released: holder === '',
  };
}

/** RFC 3339 with microseconds, as Kubernetes has it. */
function microTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}

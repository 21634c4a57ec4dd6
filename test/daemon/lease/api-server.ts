import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { KubernetesApi } from '../../../src/daemon/lease/kubernetes-api.ts';

interface Lease {
  readonly metadata: {
    name: string;
    namespace?: string;
    resourceVersion?: string;
    labels?: object;
    annotations?: object;
  };
  readonly spec?: Record<string, unknown>;
}

const PREFIX = '/apis/coordination.k8s.io/v1/namespaces/';

/** The part of Kubernetes' API server that keeps Leases: each write has a new version, and one that is based on an old one conflicts. */
export class ApiServer {
  readonly leases = new Map<string, Lease>();
  readonly requests: string[] = [];
  /** What is done with the next requests: kept from being carried out, or from being answered. */
  readonly lost: ('request' | 'answer')[] = [];
  /** Whom it knows. */
  token = 'first-token';
  /** What that one may do. */
  verbs: readonly string[] = ['get', 'create', 'update'];
  #version = 100;

  readonly #server = createServer(
    { key: readFileSync(tls('key.pem')), cert: readFileSync(tls('ca.crt')) },
    (request, response) => void this.#serve(request, response),
  );

  static async start(): Promise<ApiServer> {
    const server = new ApiServer();
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    onTestFinished(() => {
      server.#server.closeAllConnections();
      server.#server.close();
    });
    return server;
  }

  /** What a pod's process finds: where the server is, and the files of its service account. */
  pod(): { environment: Record<string, string>; account: string; timeoutMs: number } {
    const account = mkdtempSync(join(tmpdir(), 'evenkeel-account-'));
    onTestFinished(() => rmSync(account, { recursive: true }));
    writeFileSync(join(account, 'token'), `${this.token}\n`);
    writeFileSync(join(account, 'ca.crt'), readFileSync(tls('ca.crt')));
    const { port } = this.#server.address() as AddressInfo;
    const environment = { KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: String(port) };
    return { environment, account, timeoutMs: 3_000 };
  }

  api(): KubernetesApi {
    return new KubernetesApi(this.pod());
  }

  /** As somebody else writes it, with kubectl or client-go. */
  put(key: string, lease: Lease): void {
    this.leases.set(key, { ...lease, metadata: { ...lease.metadata, resourceVersion: this.#next() } });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString();
    const { method = '', url = '', headers } = request;
    this.requests.push(`${method} ${url}`);
    const loss = this.lost.shift();
    if (loss === 'request') return void request.socket.destroy();
    const [status, body] = this.#answer(method, url, headers.authorization, text);
    if (loss === 'answer') return void request.socket.destroy();
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  #answer(method: string, url: string, authorization: string | undefined, text: string): [number, object] {
    if (authorization !== `Bearer ${this.token}`) return refusal(401, 'Unauthorized', 'Unauthorized');
    const [, namespace = '', name] = /^([^/]+)\/leases(?:\/([^/]+))?$/.exec(url.slice(PREFIX.length)) ?? [];
    const verb = { GET: 'get', POST: 'create', PUT: 'update' }[method] ?? method;
    if (!url.startsWith(PREFIX) || namespace === '')
      return refusal(404, 'NotFound', 'the server could not find the requested resource');
    if (!this.verbs.includes(verb)) {
      const who = 'User "system:serviceaccount:ops:evenkeel"';
      return refusal(
        403,
        'Forbidden',
        `leases.coordination.k8s.io is forbidden: ${who} cannot ${verb} resource "leases" in API group "coordination.k8s.io" in the namespace "${namespace}"`,
      );
    }
    if (namespace !== 'ops') return refusal(404, 'NotFound', `namespaces "${namespace}" not found`);
    if (verb === 'get') {
      const found = this.leases.get(`${namespace}/${name}`);
      return found === undefined ? missing(name) : [200, found];
    }
    return this.#write(verb, `${namespace}/${name ?? ''}`, JSON.parse(text) as Lease);
  }

  #write(verb: string, key: string, lease: Lease): [number, object] {
    const wrong = problemOf(lease);
    const { name } = lease.metadata;
    if (wrong !== undefined) return refusal(422, 'Invalid', `Lease.coordination.k8s.io "${name}" is invalid: ${wrong}`);
    const place = verb === 'create' ? `ops/${name}` : key;
    const before = this.leases.get(place);
    if (verb === 'create') {
      if (before !== undefined)
        return refusal(409, 'AlreadyExists', `leases.coordination.k8s.io "${name}" already exists`);
      if (lease.metadata.resourceVersion !== undefined) {
        return refusal(400, 'BadRequest', 'resourceVersion should not be set on objects to be created');
      }
    } else {
      if (before === undefined) return missing(name);
      const { resourceVersion } = lease.metadata;
      if (resourceVersion !== undefined && resourceVersion !== before.metadata.resourceVersion) {
        return refusal(
          409,
          'Conflict',
          `Operation cannot be fulfilled on leases.coordination.k8s.io "${name}": the object has been modified; please apply your changes to the latest version and try again`,
        );
      }
    }
    this.put(place, { ...lease, metadata: { ...lease.metadata, namespace: 'ops' } });
    return [verb === 'create' ? 201 : 200, this.leases.get(place)!];
  }

  #next(): string {
    this.#version += 1;
    return String(this.#version);
  }
}

/** What the API server's validation says of a Lease. */
function problemOf({ spec = {} }: Lease): string | undefined {
  const { leaseDurationSeconds, leaseTransitions, renewTime, acquireTime } = spec;
  if (!Number.isInteger(leaseDurationSeconds) || (leaseDurationSeconds as number) <= 0)
    return 'spec.leaseDurationSeconds: must be greater than 0';
  if (!Number.isInteger(leaseTransitions) || (leaseTransitions as number) < 0)
    return 'spec.leaseTransitions: must be greater than or equal to 0';
  const times = [renewTime, acquireTime].every((time) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(String(time)));
  return times ? undefined : 'spec.renewTime: is no MicroTime';
}

function missing(name: string | undefined): [number, object] {
  return refusal(404, 'NotFound', `leases.coordination.k8s.io "${name ?? ''}" not found`);
}

function refusal(code: number, reason: string, message: string): [number, object] {
  return [code, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code }];
}

function tls(name: string): string {
  return fileURLToPath(new URL(`tls/${name}`, import.meta.url));
}

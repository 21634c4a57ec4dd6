import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { EvenkeelError, wrongInput } from '../../core/errors.ts';

/** Where Kubernetes puts a pod's service account. */
const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** What the API server answered to one request. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface PodOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How long one request may take. */
  readonly timeoutMs: number;
  /** Where the token and the authority's certificate are. */
  readonly account?: string | undefined;
}

/** The API server, spoken to as the pod that this process runs in. */
export class KubernetesApi {
  readonly #host: string;
  readonly #port: string;
  readonly #account: string;
  readonly #timeoutMs: number;

  constructor({ environment, timeoutMs, account = ACCOUNT }: PodOptions) {
    const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = '443' } = environment;
    if (host === undefined || host === '') {
      throw wrongInput(
        'a lease of Kubernetes is for a pod, and KUBERNETES_SERVICE_HOST is not set',
        'run evenkeel in a pod, or name an S3 object with --lease',
      );
    }
    this.#host = host;
    this.#port = port;
    this.#account = account;
    this.#timeoutMs = timeoutMs;
  }

  /** Rejects where there is no answer at all, or none that makes sense: it may have been carried out. */
  async send(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<Answer> {
    try {
      // Read each time, for Kubernetes replaces the token about once an hour.
      const [token, ca] = await Promise.all([this.#read('token'), this.#read('ca.crt')]);
      const text = body === undefined ? '' : JSON.stringify(body);
      const { status, text: answered } = await this.#exchange(method, path, { token: token.trim(), ca, text });
      return { status, body: JSON.parse(answered) as unknown };
    } catch (cause) {
      throw new EvenkeelError({
        code: 'unavailable',
        retry: 'soon',
        message: `the API server of Kubernetes at ${this.#host}:${this.#port} did not answer: ${cause instanceof Error ? cause.message : String(cause)}`,
        ambiguous: method !== 'GET',
        cause,
      });
    }
  }

  #exchange(
    method: string,
    path: string,
    { token, ca, text }: { readonly token: string; readonly ca: string; readonly text: string },
  ): Promise<{ readonly status: number; readonly text: string }> {
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: this.#host,
          port: this.#port,
          method,
          path,
          ca,
          headers: {
            authorization: `Bearer ${token}`,
            accept: 'application/json',
            ...(text === '' ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
          },
          signal: AbortSignal.timeout(this.#timeoutMs),
        },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('end', () =>
            resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }),
          );
          answer.on('error', reject);
        },
      );
      sent.on('error', reject);
      sent.end(text);
    });
  }

  #read(name: string): Promise<string> {
    return readFile(join(this.#account, name), 'utf8');
  }
}

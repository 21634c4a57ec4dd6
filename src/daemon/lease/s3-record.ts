import type { S3Port } from '../../aws/ports.ts';
import { EvenkeelError, type ErrorCode, wrongInput } from '../../core/errors.ts';
import { parseTenant, tenantText, type Entry, type LeaseRecord, type Tenant } from './record.ts';

/** An object in S3, which AWS puts there only where it still is what the writer saw. */
export class S3Record implements LeaseRecord {
  readonly where: string;
  readonly #s3: Pick<S3Port, 'getObject' | 'putObject'>;
  readonly #object: { readonly Bucket: string; readonly Key: string };

  constructor(s3: Pick<S3Port, 'getObject' | 'putObject'>, bucket: string, key: string) {
    this.where = `s3://${bucket}/${key}`;
    this.#s3 = s3;
    this.#object = { Bucket: bucket, Key: key };
  }

  async read(): Promise<Entry | undefined> {
    const found = await unless(['not-found'], this.#s3.getObject(this.#object));
    if (found === undefined) return undefined;
    const tenant = parseTenant((await found.Body?.transformToString()) ?? '');
    if (tenant === undefined || found.ETag === undefined) throw this.#notALease();
    return { version: found.ETag, tenant };
  }

  async write(tenant: Tenant, seen: Entry | undefined): Promise<Entry | undefined> {
    const condition = seen === undefined ? { IfNoneMatch: '*' } : { IfMatch: seen.version };
    const body = { Body: tenantText(tenant), ContentType: 'application/json' };
    const put = this.#s3.putObject({ ...this.#object, ...body, ...condition });
    const answer = await unless(['exists', 'not-found'], put);
    return answer === undefined ? undefined : { version: answer.ETag ?? '', tenant };
  }

  #notALease(): EvenkeelError {
    return wrongInput(
      `${this.where} exists and is not a lease of evenkeel`,
      'name another key with --lease, or delete the object',
    );
  }
}

/** The answer, or undefined where it is refused for one of these reasons. */
async function unless<T>(reasons: readonly ErrorCode[], call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (thrown) {
    if (thrown instanceof EvenkeelError && reasons.includes(thrown.code)) return undefined;
    throw thrown;
  }
}

import { createHash } from 'node:crypto';
import { AwsError } from '../service.ts';

/** One object; the body as text, for nobody keeps more than text here. */
export interface StoredObject {
  readonly body: string;
  readonly etag: string;
  readonly modified: number;
}

/** What a request demands of what stands under the key: `If-Match` and `If-None-Match`. */
export interface Conditions {
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
}

/** Every bucket there is: their names are one name space, whoever's account and region it is. */
export class Buckets {
  readonly #buckets = new Map<string, Map<string, StoredObject>>();

  create(name: string): void {
    if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name))
      throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.');
    if (this.#buckets.has(name))
      throw new AwsError(
        'BucketAlreadyOwnedByYou',
        'Your previous request to create the named bucket succeeded and you already own it.',
        409,
      );
    this.#buckets.set(name, new Map());
  }

  get(bucket: string, key: string, { ifMatch, ifNoneMatch }: Conditions): StoredObject | 'not-modified' {
    const stored = this.#objects(bucket).get(key);
    if (stored === undefined) throw noSuchKey();
    if (ifMatch !== undefined && !fits(ifMatch, stored)) throw preconditionFailed();
    return ifNoneMatch !== undefined && fits(ifNoneMatch, stored) ? 'not-modified' : stored;
  }

  put(bucket: string, key: string, body: string, { now, ...conditions }: Conditions & { now: number }): StoredObject {
    const objects = this.#objects(bucket);
    demand(conditions, objects.get(key));
    const etag = `"${createHash('md5').update(body).digest('hex')}"`;
    const stored = { body, etag, modified: now };
    objects.set(key, stored);
    return stored;
  }

  /** Nothing there is nothing to complain of, as AWS sees it. */
  delete(bucket: string, key: string, conditions: Conditions): void {
    const objects = this.#objects(bucket);
    demand(conditions, objects.get(key));
    objects.delete(key);
  }

  clear(): void {
    this.#buckets.clear();
  }

  #objects(bucket: string): Map<string, StoredObject> {
    const objects = this.#buckets.get(bucket);
    if (objects === undefined) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
    return objects;
  }
}

/** To match what is not there is `NoSuchKey`, not a failed condition. */
function demand({ ifMatch, ifNoneMatch }: Conditions, stored: StoredObject | undefined): void {
  if (ifMatch !== undefined) {
    if (stored === undefined) throw noSuchKey();
    if (!fits(ifMatch, stored)) throw preconditionFailed();
  }
  if (ifNoneMatch !== undefined && stored !== undefined && fits(ifNoneMatch, stored)) throw preconditionFailed();
}

function fits(condition: string, { etag }: StoredObject): boolean {
  return condition === '*' || condition.replaceAll('"', '') === etag.replaceAll('"', '');
}

function noSuchKey(): AwsError {
  return new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
}

function preconditionFailed(): AwsError {
  return new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);
}

import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { bucketOn, s3On } from '../../support/bucket.ts';
import { motoEmulator } from '../../support/emulators.ts';
import { simulatorEmulator } from '../../support/simulated.ts';
import { onEach } from '../../support/on-each.ts';
import { open, refusal } from '../support.ts';

const object = { Bucket: 'ships', Key: 'deep/in the/lease' };

function put(client: S3Client, body: string, more: Partial<PutObjectCommandInput> = {}): Promise<string | undefined> {
  return client.send(new PutObjectCommand({ ...object, Body: body, ...more })).then(({ ETag }) => ETag);
}

async function read(client: S3Client): Promise<{ text: string | undefined; etag: string | undefined }> {
  const { Body, ETag } = await client.send(new GetObjectCommand(object));
  return { text: await Body?.transformToString(), etag: ETag };
}

onEach([simulatorEmulator(), motoEmulator()], (emulator) => {
  async function ground(): Promise<S3Client> {
    const { url } = await emulator.open();
    await bucketOn(url, 'ships');
    return s3On(url);
  }

  it('keeps an object, and knows it by its content', async () => {
    const client = await ground();
    const first = await put(client, 'Schiffe & <Häfen>');
    expect(await read(client)).toEqual({ text: 'Schiffe & <Häfen>', etag: first });
    expect(await put(client, 'other')).not.toBe(first);
    expect(await client.send(new HeadObjectCommand(object))).toMatchObject({ ContentLength: 5 });
    await client.send(new DeleteObjectCommand(object));
    expect(await refusal(read(client))).toMatch(/^NoSuchKey: /);
    await client.send(new DeleteObjectCommand(object));
  });

  it('makes an object only where there is none, if asked to', async () => {
    const client = await ground();
    await put(client, 'first', { IfNoneMatch: '*' });
    expect(await refusal(put(client, 'second', { IfNoneMatch: '*' }))).toMatch(/^PreconditionFailed: /);
    expect(await read(client)).toMatchObject({ text: 'first' });
  });

  it('replaces an object only where it is what was seen, if asked to', async () => {
    const client = await ground();
    const seen = await put(client, 'first');
    const next = await put(client, 'second', { IfMatch: seen });
    expect(await refusal(put(client, 'third', { IfMatch: seen }))).toMatch(/^PreconditionFailed: /);
    expect(await read(client)).toEqual({ text: 'second', etag: next });
  });

  it('knows no bucket that nobody made', async () => {
    const client = await ground();
    expect(await refusal(put(client, 'x', { Bucket: 'elsewhere' }))).toMatch(/^NoSuchBucket: /);
  });
});

describe('S3 on the simulator', () => {
  it('goes wrong as it is asked to, and writes every call down', async () => {
    const { simulator } = await open();
    await bucketOn(simulator.url, 'ships');
    const client = s3On(simulator.url);
    simulator.faults.set([
      { kind: 'throttle', service: 's3', action: 'PutObject', times: 1 },
      { kind: 'error-500', service: 's3', action: 'PutObject', after: true, skip: 1, times: 1 },
      { kind: 'drop-before', service: 's3', action: 'GetObject', times: 1 },
    ]);
    expect(await refusal(put(client, 'a'))).toMatch(/^SlowDown: /);
    expect(await refusal(put(client, 'b'))).toMatch(/^InternalError: /);
    await expect(read(client)).rejects.toThrow();
    expect(await read(client)).toMatchObject({ text: 'b' });
    expect(simulator.journal.entries().map(({ action, outcome, write }) => `${action} ${outcome} ${write}`)).toEqual([
      'CreateBucket ok true',
      'PutObject SlowDown true',
      'PutObject InternalError true',
      'GetObject dropped false',
      'GetObject ok false',
    ]);
    simulator.reset();
    expect(await refusal(read(client))).toMatch(/^NoSuchBucket: /);
  });
});

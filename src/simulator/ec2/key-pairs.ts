import type {
  CreateKeyPairRequest,
  DeleteKeyPairRequest,
  DescribeKeyPairsRequest,
  DescribeKeyPairsResult,
  ImportKeyPairRequest,
  ImportKeyPairResult,
  KeyPair as KeyPairAnswer,
  KeyPairInfo,
} from '@aws-sdk/client-ec2';
import { randomHex } from '../random.ts';
import { AwsError, type Call } from '../service.ts';
import type { World } from '../world.ts';
import { newId } from './ids.ts';
import { required } from './kinds.ts';
import { type FilterTable, select } from './select.ts';
import type { KeyPair } from './state.ts';
import { tagList, tagsFor } from './tagging.ts';

/** Nobody logs in to a simulated instance: the key that is given out only looks like one. */
export function createKeyPair(input: CreateKeyPairRequest, call: Call<World>): KeyPairAnswer {
  const keyType = input.KeyType ?? 'rsa';
  const pair = addKeyPair(input, { keyType, bytes: keyType === 'rsa' ? 20 : 32 }, call);
  const material = Buffer.from(randomHex(call.world.random, 64), 'hex').toString('base64');
  return {
    ...named(pair),
    KeyMaterial: `-----BEGIN ${keyType === 'rsa' ? 'RSA' : 'OPENSSH'} PRIVATE KEY-----\n${material}\n-----END ${keyType === 'rsa' ? 'RSA' : 'OPENSSH'} PRIVATE KEY-----`,
  };
}

export function importKeyPair(input: ImportKeyPairRequest, call: Call<World>): ImportKeyPairResult {
  const key = Buffer.from(required(input.PublicKeyMaterial, 'PublicKeyMaterial')).toString('latin1').trim();
  const [, type] = /^ssh-(rsa|ed25519) [\w+/=]+/.exec(key) ?? [];
  if (type === undefined) throw new AwsError('InvalidKey.Format', 'Key is not in valid OpenSSH public key format');
  return named(addKeyPair(input, { keyType: type as 'rsa' | 'ed25519', bytes: type === 'rsa' ? 16 : 32 }, call));
}

export function describeKeyPairs(input: DescribeKeyPairsRequest, { world }: Call<World>): DescribeKeyPairsResult {
  const ids = input.KeyNames?.map((name) => needKeyPair(world, name).keyPairId);
  const found = select({
    kind: 'key-pair',
    records: world.ec2.keyPairs,
    ids: [...(ids ?? []), ...(input.KeyPairIds ?? [])],
    filters: input.Filters,
    table: filters,
  });
  return {
    KeyPairs: found.map((pair): KeyPairInfo => ({
      ...named(pair),
      KeyType: pair.keyType,
      CreateTime: new Date(pair.createTime),
    })),
  };
}

/** What is not there is deleted as well. */
export function deleteKeyPair(input: DeleteKeyPairRequest, { world }: Call<World>): object {
  const { KeyName: name, KeyPairId: id } = input;
  if (!name && !id)
    throw new AwsError('MissingParameter', 'The request must contain the parameter KeyName or KeyPairId');
  const pair = [...world.ec2.keyPairs.values()].find(({ keyName, keyPairId }) => keyName === name || keyPairId === id);
  if (pair === undefined) return { Return: true };
  world.ec2.keyPairs.delete(pair.keyPairId);
  return { Return: true, KeyPairId: pair.keyPairId };
}

/** The key pair of that name, or AWS's error for a missing one. */
export function needKeyPair(world: World, name: string): KeyPair {
  const found = [...world.ec2.keyPairs.values()].find(({ keyName }) => keyName === name);
  if (found === undefined) throw new AwsError('InvalidKeyPair.NotFound', `The key pair '${name}' does not exist`);
  return found;
}

const filters: FilterTable<KeyPair> = {
  'key-pair-id': (pair) => pair.keyPairId,
  fingerprint: (pair) => pair.fingerprint,
  'key-name': (pair) => pair.keyName,
};

function addKeyPair(
  input: CreateKeyPairRequest | ImportKeyPairRequest,
  { keyType, bytes }: Pick<KeyPair, 'keyType'> & { readonly bytes: number },
  { world, clock }: Call<World>,
): KeyPair {
  const keyName = required(input.KeyName, 'KeyName');
  if ([...world.ec2.keyPairs.values()].some((pair) => pair.keyName === keyName))
    throw new AwsError('InvalidKeyPair.Duplicate', `The keypair already exists: ${keyName}`);
  const pair: KeyPair = {
    keyPairId: newId(world, 'key'),
    keyName,
    keyType,
    fingerprint: randomHex(world.random, bytes * 2)
      .match(/../g)!
      .join(':'),
    createTime: clock.now(),
    tags: tagsFor('key-pair', input.TagSpecifications),
  };
  world.ec2.keyPairs.set(pair.keyPairId, pair);
  return pair;
}

function named({ keyName, keyPairId, fingerprint, tags }: KeyPair): ImportKeyPairResult {
  return { KeyName: keyName, KeyPairId: keyPairId, KeyFingerprint: fingerprint, Tags: tagList(tags) };
}

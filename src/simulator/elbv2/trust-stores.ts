import type {
  CreateTrustStoreInput,
  CreateTrustStoreOutput,
  DeleteTrustStoreInput,
  DescribeTrustStoresInput,
  DescribeTrustStoresOutput,
  TrustStore as TrustStoreDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../service.ts';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { hexId, makeArn } from './arns.ts';
import { required } from './constraints.ts';
import { requireEach, requireTrustStore } from './find.ts';
import { page } from './paging.ts';
import type { TrustStore } from './state.ts';
import { readTags } from './tags.ts';

/** The bundle of certificates is taken on trust: there is no S3 here to read it from. */
export function createTrustStore(input: CreateTrustStoreInput, { world }: Call<World>): CreateTrustStoreOutput {
  const name = required(input.Name, 'trust store name');
  const { trustStores } = world.elbv2;
  if ([...trustStores.values()].some((other) => other.name === name)) {
    throw new AwsError('DuplicateTrustStoreName', `A trust store with the same name '${name}' exists`);
  }
  const arn = makeArn(world, `truststore/${name}/${hexId(world)}`);
  const trustStore = { arn, name, tags: readTags(input.Tags) };
  trustStores.set(arn, trustStore);
  return { TrustStores: [describe(trustStore)] };
}

export function describeTrustStores(
  input: DescribeTrustStoresInput,
  { world }: Call<World>,
): DescribeTrustStoresOutput {
  const { items, nextMarker } = page(select(world, input), (trustStore) => trustStore.arn, input);
  return { TrustStores: items.map(describe), NextMarker: nextMarker };
}

export function deleteTrustStore(input: DeleteTrustStoreInput, { world }: Call<World>): object {
  const { arn } = requireTrustStore(world, input.TrustStoreArn);
  const used = [...world.elbv2.listeners.values()].some(
    (listener) => listener.mutualAuthentication?.TrustStoreArn === arn,
  );
  if (used) throw new AwsError('TrustStoreInUse', `Trust store '${arn}' is currently in use by a listener`);
  world.elbv2.trustStores.delete(arn);
  return {};
}

function select(world: World, { TrustStoreArns, Names }: DescribeTrustStoresInput): Iterable<TrustStore> {
  const { trustStores } = world.elbv2;
  const refusal = { code: 'TrustStoreNotFound', what: 'trust stores', most: 20 };
  if (TrustStoreArns?.length) return requireEach(TrustStoreArns, (arn) => trustStores.get(arn), refusal);
  if (!Names?.length) return trustStores.values();
  const byName = new Map([...trustStores.values()].map((trustStore) => [trustStore.name, trustStore]));
  return requireEach(Names, (name) => byName.get(name), refusal);
}

function describe({ arn, name }: TrustStore): TrustStoreDescription {
  return { Name: name, TrustStoreArn: arn, Status: 'ACTIVE', NumberOfCaCertificates: 1, TotalRevokedEntries: 0 };
}

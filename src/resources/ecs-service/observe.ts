import type { Service } from '@aws-sdk/client-ecs';
import { allPages, chunks, ECS_PAGE } from '../../aws/pages.ts';
import type { Aws, EcsPort } from '../../aws/ports.ts';
import { groupBy } from '../../core/group-by.ts';
import { isNameOf } from '../../core/naming.ts';
import type { Live, Wanted } from '../../core/resource.ts';
import { fromEcsTags } from '../ecs-tags.ts';
import { unlessGone } from '../ensure.ts';
import { tagsInList } from '../known-tags.ts';
import type { Read } from '../reading.ts';
import type { ObserveContext, Observed, Polled, Reads } from '../resource.ts';
import { observeRoots } from '../roots.ts';
import { readRejected } from './deployments.ts';
import { clusterName, nameOfArn, partsOf } from './names.ts';
import { toLive } from './sdk.ts';
import { statusOf } from './status.ts';
import { NAME_LIMIT, type EcsServiceState } from './type.ts';

/** How it is read. */
export const ecsServiceReads: Reads<EcsServiceState> = { ofServices: true, observe, taggedAs: 'ecs:service', poll };

/** The most services that DescribeServices takes. */
const MOST = 10;

/**
 * Every service that is ours or has a name that a manifest claims. Only their tags tell whose services are, so that those of every
 * cluster are listed and described, ten at a time: one whose manifest is gone, and that was alone in its cluster, is found too.
 */
function observe(context: ObserveContext): Promise<Observed<EcsServiceState>> {
  const { ecs } = context.aws;
  return observeRoots(context, {
    type: 'ecs-service',
    async list(read) {
      const clusters = (await read(listClusters(ecs))) ?? [];
      const services = clusters.map((cluster) => read(unlessGone(readCluster(ecs, cluster, context))));
      return (await Promise.all(services)).flatMap((some) => some ?? []);
    },
    physicalOf: arnOf,
    nameOf: (service) => nameOfArn(arnOf(service), service.clusterArn ?? ''),
    readTags: tagsInList(arnOf, ({ tags }) => fromEcsTags(tags)),
    readInDepth: (service, _, read) => readInDepth(ecs, service, read),
  });
}

function arnOf({ serviceArn: arn = '' }: Service): string {
  return arn;
}

/** How the wanted ones are doing, ten in a call. */
async function poll({ ecs }: Aws, wanted: readonly Wanted[]): Promise<Polled[]> {
  const names = wanted.map(({ state }) => (state as EcsServiceState).name);
  const byCluster = groupBy(names.map(partsOf), ({ cluster }) => cluster);
  const found = await Promise.all(
    [...byCluster].map(([cluster, parts]) =>
      standing(
        ecs,
        cluster,
        parts.map(({ service }) => service),
      ),
    ),
  );
  return Promise.all(
    found.flat().map(async (service) => {
      const { serviceArn = '', clusterArn = '' } = service;
      return { name: nameOfArn(serviceArn, clusterArn), status: statusOf(service, await readRejected(ecs, service)) };
    }),
  );
}

/** Those of these names. One that is not there was replaced, and its successor goes by a name of its own for ever. */
async function standing(ecs: EcsPort, cluster: string, names: readonly string[]): Promise<Service[]> {
  const found = await describe(ecs, cluster, names);
  const missing = names.filter((name) => found.every(({ serviceName }) => serviceName !== name));
  if (missing.length === 0) return found;
  const listed = await listServices(ecs, cluster);
  const successors = listed.filter((one) => missing.some((name) => isNameOf(name, one, NAME_LIMIT)));
  return [...found, ...(await describe(ecs, cluster, successors))];
}

export function listClusters(ecs: EcsPort): Promise<string[]> {
  return allPages(ecs.listClusters, { maxResults: ECS_PAGE }, (page) => page.clusterArns, { tokenIn: 'nextToken' });
}

/** The list lags behind what was made a moment ago, which a look by name does not. */
async function readCluster(ecs: EcsPort, cluster: string, { names }: ObserveContext): Promise<Service[]> {
  const listed = await listServices(ecs, cluster);
  const claimed = [...names('ecs-service')].map(partsOf).filter((parts) => parts.cluster === clusterName(cluster));
  return describe(ecs, cluster, [...new Set([...listed, ...claimed.map(({ service }) => service)])]);
}

async function listServices(ecs: EcsPort, cluster: string): Promise<string[]> {
  const arns = await allPages(ecs.listServices, { cluster, maxResults: ECS_PAGE }, (page) => page.serviceArns, {
    tokenIn: 'nextToken',
  });
  return arns.map((arn) => partsOf(nameOfArn(arn, cluster)).service);
}

/** Those that exist: ECS lists services that are draining or inactive for a while after they were deleted. */
export async function describe(ecs: EcsPort, cluster: string, names: readonly string[]): Promise<Service[]> {
  const answers = await Promise.all(
    chunks(names, MOST).map((services) => ecs.describeServices({ cluster, services, include: ['TAGS'] })),
  );
  return answers.flatMap(({ services = [] }) => services).filter(({ status }) => status === 'ACTIVE');
}

async function readInDepth(ecs: EcsPort, service: Service, read: Read): Promise<Live<EcsServiceState>> {
  return toLive(service, await read(readRejected(ecs, service)));
}

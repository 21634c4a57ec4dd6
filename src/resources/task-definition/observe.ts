import type { EcsPort } from '../../aws/ports.ts';
import { plain } from '../../core/inventory.ts';
import { readOwnership } from '../../core/ownership.ts';
import type { Live, Unreadable } from '../../core/resource.ts';
import type { EcsServiceState } from '../ecs-service/type.ts';
import { unlessGone } from '../ensure.ts';
import { reading } from '../reading.ts';
import type { ObserveContext, Observed, Reads, Tags } from '../resource.ts';
import { familyIn, taggedFamilies } from './families.ts';
import { toLive } from './sdk.ts';
import type { TaskDefinitionState } from './type.ts';

/** How it is read. */
export const taskDefinitionReads: Reads<TaskDefinitionState> = {
  observedAfter: 'ecs-service',
  ofServices: true,
  observe,
  taggedAs: 'ecs:task-definition',
};

/**
 * The latest revision of every family that a manifest claims, that a service of ours runs, or that bears our tag: by this alone
 * one is found whose manifest is gone and whose service was never made. To list all of an account's would be too dear.
 */
async function observe({ aws, owner, names, observed }: ObserveContext): Promise<Observed<TaskDefinitionState>> {
  const unreadable: Unreadable[] = [];
  const isOurs = (tags: Tags): boolean => readOwnership(tags)?.owner === owner;
  const services = observed('ecs-service') as readonly Live<EcsServiceState>[];
  const ours = services.filter(({ tags }) => isOurs(tags));
  const tagged = await taggedFamilies(aws, owner);
  const families = new Set([...names('task-definition'), ...ours.map(({ state }) => familyOf(state)), ...tagged]);
  const live = await Promise.all(
    [...families].map(async (family) => {
      const found = await reading('task-definition', unreadable)(readLatest(aws.ecs, family, isOurs));
      return found && { ...found, uses: usersOf(family, ours) };
    }),
  );
  return { live: live.filter((one) => one !== undefined), unreadable };
}

/** How far back it is looked for ours where somebody else registered the latest. */
const FURTHER = 10;

/** The latest revision of ours that is not deregistered; the latest of all where none is ours. */
export async function readLatest(
  ecs: EcsPort,
  family: string,
  isOurs: (tags: Tags) => boolean,
): Promise<Live<TaskDefinitionState> | undefined> {
  const latest = await readRevision(ecs, family);
  if (latest === undefined || isOurs(latest.tags)) return latest;
  const { taskDefinitionArns = [] } = await ecs.listTaskDefinitions({
    familyPrefix: family,
    status: 'ACTIVE',
    sort: 'DESC',
    maxResults: FURTHER,
  });
  for (const arn of taskDefinitionArns.filter((one) => one !== latest.physical)) {
    const earlier = await readRevision(ecs, arn);
    if (earlier !== undefined && isOurs(earlier.tags)) return earlier;
  }
  return latest;
}

/** By ARN, or by family the latest of all. */
export async function readRevision(
  ecs: EcsPort,
  taskDefinition: string,
): Promise<Live<TaskDefinitionState> | undefined> {
  const answer = await unlessGone(ecs.describeTaskDefinition({ taskDefinition, include: ['TAGS'] }));
  return answer?.taskDefinition?.status === 'INACTIVE' ? undefined : answer && toLive(answer);
}

/**
 * Revisions may be deregistered while tasks still run by them, and are taken away before their service: once the service is
 * gone, nobody would know of them any more.
 */
function usersOf(family: string, services: readonly Live<EcsServiceState>[]): string[] {
  return services.filter(({ state }) => familyOf(state) === family).map(({ physical }) => physical);
}

function familyOf({ taskDefinition }: EcsServiceState): string {
  return familyIn(plain(taskDefinition));
}

import { allPages, ECS_PAGE } from '../../aws/pages.ts';
import type { EcsPort } from '../../aws/ports.ts';
import { compare, type Difference } from '../../core/fields.ts';
import { ownerTag, readOwnership } from '../../core/ownership.ts';
import type { Live } from '../../core/resource.ts';
import { toEcsTags, writeEcsTags } from '../ecs-tags.ts';
import { ensureCreated, unlessGone, type Existing } from '../ensure.ts';
import type { Apply, ApplyContext, Created, Tags } from '../resource.ts';
import { readLatest, readRevision } from './observe.ts';
import { toSdk } from './sdk.ts';
import { taskDefinitionFields, type TaskDefinitionGroup, type TaskDefinitionState, type Volume } from './type.ts';

export const taskDefinitionApply: Apply<TaskDefinitionState, TaskDefinitionGroup> = {
  create: (context, { wanted, tags }) => register(context, wanted, tags),
  update: {
    async revision(context, { live, differences }) {
      const { outputs } = await register(context, overlaid(live.state, differences), live.tags);
      return outputs;
    },
  },
  remove: deregisterAll,
  async tag(context, live, set, remove) {
    // Earlier revisions bear our tags too, and would pass for ours.
    if (remove.includes(ownerTag)) {
      for (const revision of await siblingsOf(context.aws.ecs, live))
        await writeEcsTags(context, revision, set, remove);
      return;
    }
    // A revision that was registered a moment ago has the tags of the one before it.
    const latest = await readLatest(context.aws.ecs, live.state.family, (tags) => isSibling(tags, live.tags));
    await writeEcsTags(context, latest ?? live, set, remove);
  },
};

/** A revision can't be made twice by a lost answer: what was registered last is looked at before it is sent again. */
function register({ aws, clock }: ApplyContext, wanted: TaskDefinitionState, tags: Tags): Promise<Created> {
  return ensureCreated({
    async create() {
      const { taskDefinition } = await aws.ecs.registerTaskDefinition({ ...toSdk(wanted), tags: toEcsTags(tags) });
      return createdAs(taskDefinition?.taskDefinitionArn);
    },
    find: () => findSame(aws.ecs, wanted),
    tags,
    clock,
  });
}

async function findSame(ecs: EcsPort, wanted: TaskDefinitionState): Promise<Existing | undefined> {
  const latest = await readRevision(ecs, wanted.family);
  if (latest === undefined) return undefined;
  const { tags: _, ...content } = wanted;
  const { differences } = compare(taskDefinitionFields, content, latest.state, () => true);
  const isSame = differences.every(({ field }) => field === 'tags');
  return isSame ? { ...createdAs(latest.physical), tags: latest.tags } : undefined;
}

function createdAs(arn = ''): Created {
  return { physical: arn, outputs: { arn } };
}

/** The next revision: what stands, with what differs; so that what is to be left alone stays as it is. */
function overlaid(state: TaskDefinitionState, differences: readonly Difference[]): TaskDefinitionState {
  const next: Record<string, unknown> = { ...state };
  for (const { field, key, wanted } of differences) {
    next[field] = key === undefined ? wanted : withMember(next[field] as object | undefined, key, wanted);
    if (field === 'volumes' && isLaunched(wanted)) next[field] = withoutOther(next[field] as object, key);
  }
  return next as unknown as TaskDefinitionState;
}

/** A volume that the service says more of, of which a definition has one at most: another one gives way. */
function isLaunched(volume: unknown): boolean {
  return (volume as Volume | undefined)?.['configuredAtLaunch'] === true;
}

function withoutOther(volumes: object, key: string | undefined): object {
  return Object.fromEntries(Object.entries(volumes).filter(([name, volume]) => name === key || !isLaunched(volume)));
}

function withMember(members: object = {}, key: string, value: unknown): object {
  const others = Object.fromEntries(Object.entries(members).filter(([name]) => name !== key));
  return value === undefined ? others : { ...others, [key]: value };
}

/** Every revision of the family that is ours: the earlier ones were kept for going back to. */
async function siblingsOf(
  ecs: EcsPort,
  { state: { family }, tags }: Live<TaskDefinitionState>,
): Promise<Live<TaskDefinitionState>[]> {
  const arns = await allPages(
    ecs.listTaskDefinitions,
    { familyPrefix: family, status: 'ACTIVE', maxResults: ECS_PAGE },
    (page) => page.taskDefinitionArns,
    { tokenIn: 'nextToken' },
  );
  const siblings: Live<TaskDefinitionState>[] = [];
  for (const arn of arns) {
    const revision = await readRevision(ecs, arn);
    if (revision !== undefined && isSibling(revision.tags, tags)) siblings.push(revision);
  }
  return siblings;
}

async function deregisterAll({ aws: { ecs } }: ApplyContext, live: Live<TaskDefinitionState>): Promise<void> {
  for (const { physical } of await siblingsOf(ecs, live)) {
    await unlessGone(ecs.deregisterTaskDefinition({ taskDefinition: physical }));
  }
}

/** Whether both are the same manifest's. */
function isSibling(tags: Tags, others: Tags): boolean {
  const [one, other] = [readOwnership(tags), readOwnership(others)];
  return one !== undefined && one.owner === other?.owner && one.manifest === other.manifest;
}

import { chunks } from '../../aws/pages.ts';
import type { Aws } from '../../aws/ports.ts';
import { plain } from '../../core/inventory.ts';
import { changed } from '../changes.ts';
import { unlessGone } from '../ensure.ts';
import { present } from '../present.ts';
import type { ApplyContext, Tags, UpdateStep } from '../resource.ts';
import { areAllAsked } from './normal.ts';
import { launchToSdk } from './mixed-sdk.ts';
import { startRefresh } from './refresh.ts';
import { toSdk, toSdkTags } from './sdk.ts';
import type { AutoScalingGroupState, RefreshPreferences } from './type.ts';

type Step = UpdateStep<AutoScalingGroupState>;

/** The most target groups that one call attaches or detaches. */
const GROUPS_A_CALL = 10;

/** The instances join the new ones, and stay in the former ones too: requests may still come by these. */
export async function attachTargetGroups({ aws }: ApplyContext, { live, differences }: Step): Promise<void> {
  const { wanted, standing } = targetGroupsIn(live, differences);
  for (const TargetGroupARNs of chunks(without(wanted, standing), GROUPS_A_CALL)) {
    await aws.autoScaling.attachLoadBalancerTargetGroups({ AutoScalingGroupName: live.state.name, TargetGroupARNs });
  }
}

/** Instances drain from the moment on at which their group is detached. */
export async function detachTargetGroups({ aws }: ApplyContext, { live, differences }: Step): Promise<void> {
  const { wanted, standing } = targetGroupsIn(live, differences);
  const group = { AutoScalingGroupName: live.state.name };
  for (const TargetGroupARNs of chunks(without(standing, wanted), GROUPS_A_CALL)) {
    await unlessGone(aws.autoScaling.detachLoadBalancerTargetGroups({ ...group, TargetGroupARNs }));
  }
}

function targetGroupsIn(
  { state }: Step['live'],
  differences: Step['differences'],
): { readonly wanted: readonly string[]; readonly standing: readonly string[] } {
  return {
    wanted: (changesIn(differences).targetGroups ?? []).map(plain),
    standing: (state.targetGroups ?? []).map(plain),
  };
}

/** All that one call writes. A changed template has the instances replaced, where that is asked for. */
export async function writeGroup({ aws }: ApplyContext, { live, wanted, differences }: Step): Promise<void> {
  const changes = changesIn(differences);
  const launches = differences.some(({ field }) => launchFields.has(field));
  await aws.autoScaling.updateAutoScalingGroup({
    ...toSdk(changes),
    ...(launches ? launchToSdk(coming(live.state, differences)) : {}),
    AutoScalingGroupName: live.state.name,
  });
  if (changes.launchTemplate !== undefined) await refresh(aws, coming(live.state, differences), wanted);
}

const launchFields: ReadonlySet<string> = new Set(['launchTemplate', 'instancesDistribution', 'overrides']);

/** What it is to launch from: AWS takes all of it at once. */
function coming(state: AutoScalingGroupState, differences: Step['differences']): AutoScalingGroupState {
  const { launchTemplate = state.launchTemplate, overrides = state.overrides } = changesIn(differences);
  const shares = changed(differences.filter(({ field }) => field === 'instancesDistribution'));
  return {
    name: state.name,
    ...present({ launchTemplate, overrides }),
    instancesDistribution: { ...state.instancesDistribution, ...shares },
  };
}

/** Replaces the instances by what the group launches from, where that is asked for. */
export async function refresh(
  { autoScaling }: Aws,
  state: AutoScalingGroupState,
  { instanceRefresh }: AutoScalingGroupState,
): Promise<void> {
  if (state.launchTemplate === undefined || instanceRefresh === undefined) return;
  await startRefresh(autoScaling, state.name, launchToSdk(state), instanceRefresh as RefreshPreferences);
}

/** Without a list AWS takes all. */
export async function writeMetrics(
  { autoScaling }: Aws,
  group: string,
  wanted: readonly string[],
  standing: readonly string[] = [],
): Promise<void> {
  const enable = (Metrics?: string[]): Promise<unknown> =>
    autoScaling.enableMetricsCollection({ AutoScalingGroupName: group, Granularity: '1Minute', Metrics });
  if (areAllAsked(wanted)) return void (await enable());
  const on = without(wanted, standing);
  const off = without(standing, wanted);
  if (on.length > 0) await enable(on);
  if (off.length > 0) await autoScaling.disableMetricsCollection({ AutoScalingGroupName: group, Metrics: off });
}

export async function writePropagatedTags({ aws }: ApplyContext, { live, differences }: Step): Promise<void> {
  const set = changed(differences.filter(({ wanted }) => wanted !== undefined)) as Tags;
  const gone = differences.flatMap(({ key, wanted }) => (key === undefined || wanted !== undefined ? [] : [key]));
  await writeTags(aws, live.state.name, toSdkTags(live.state.name, set, true), gone);
}

export async function writeTags(
  { autoScaling }: Aws,
  group: string,
  set: ReturnType<typeof toSdkTags>,
  remove: readonly string[],
): Promise<void> {
  if (set.length > 0) await autoScaling.createOrUpdateTags({ Tags: set });
  if (remove.length === 0) return;
  const doomed = remove.map((Key) => ({ ResourceId: group, ResourceType: 'auto-scaling-group', Key }));
  await autoScaling.deleteTags({ Tags: doomed });
}

export function changesIn(differences: Step['differences']): Partial<AutoScalingGroupState> {
  return changed(differences);
}

function without(all: readonly string[], others: readonly string[]): string[] {
  const left = new Set(all);
  for (const other of others) left.delete(other);
  return [...left];
}

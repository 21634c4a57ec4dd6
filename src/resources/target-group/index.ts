import { standingTargetGroups } from '../by-id.ts';
import type { Resource } from '../resource.ts';
import { apply } from './apply.ts';
import type { TargetGroupGroup } from './fields.ts';
import { observe, poll } from './observe.ts';
import type { TargetGroupState } from './state.ts';
import { targetGroupType } from './type.ts';

export const targetGroup: Resource<TargetGroupState, TargetGroupGroup> = {
  ...targetGroupType,
  observedAfter: 'load-balancer',
  observe,
  taggedAs: 'elasticloadbalancing:targetgroup',
  standing: standingTargetGroups,
  poll,
  awaits: 'members',
  apply,
};

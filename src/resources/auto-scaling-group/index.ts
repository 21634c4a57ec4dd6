import type { Resource } from '../resource.ts';
import { apply } from './apply.ts';
import type { AutoScalingGroupGroup } from './fields.ts';
import { observe, poll, sightTaggedGroups } from './observe.ts';
import type { AutoScalingGroupState } from './state.ts';
import { autoScalingGroupType } from './type.ts';

export const autoScalingGroup: Resource<AutoScalingGroupState, AutoScalingGroupGroup> = {
  ...autoScalingGroupType,
  ofServices: true,
  observe,
  sight: sightTaggedGroups,
  poll,
  apply,
};

import type { Resource } from '../resource.ts';
import { apply } from './apply.ts';
import type { ScalingPolicyGroup } from './fields.ts';
import { observe } from './observe.ts';
import type { ScalingPolicyState } from './state.ts';
import { scalingPolicyType } from './type.ts';

export const scalingPolicy: Resource<ScalingPolicyState, ScalingPolicyGroup> = {
  ...scalingPolicyType,
  ofServices: true,
  observe,
  apply,
};

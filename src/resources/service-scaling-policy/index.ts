import type { Resource } from '../resource.ts';
import { apply } from './apply.ts';
import type { ServiceScalingPolicyGroup } from './fields.ts';
import { observe } from './observe.ts';
import type { ServiceScalingPolicyState } from './state.ts';
import { serviceScalingPolicyType } from './type.ts';

export const serviceScalingPolicy: Resource<ServiceScalingPolicyState, ServiceScalingPolicyGroup> = {
  ...serviceScalingPolicyType,
  ofServices: true,
  observe,
  apply,
};

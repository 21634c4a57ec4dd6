import type { Resource } from '../resource.ts';
import { apply } from './apply.ts';
import type { ScalableTargetGroup } from './fields.ts';
import { observe } from './observe.ts';
import type { ScalableTargetState } from './state.ts';
import { scalableTargetType } from './type.ts';

export const scalableTarget: Resource<ScalableTargetState, ScalableTargetGroup> = {
  ...scalableTargetType,
  ofServices: true,
  observe,
  apply,
};

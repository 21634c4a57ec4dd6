import type { Resource } from '../resource.ts';
import { apply } from './apply.ts';
import { observe } from './observe.ts';
import type { TargetState } from './state.ts';
import { targetType } from './type.ts';

export const target: Resource<TargetState, never> = { ...targetType, observe, apply };

import { standingLaunchTemplates } from '../by-id.ts';
import type { Resource } from '../resource.ts';
import { apply } from './apply.ts';
import type { LaunchTemplateGroup } from './fields.ts';
import { observe } from './observe.ts';
import type { LaunchTemplateState } from './state.ts';
import { launchTemplateType } from './type.ts';

export const launchTemplate: Resource<LaunchTemplateState, LaunchTemplateGroup> = {
  ...launchTemplateType,
  ofServices: true,
  observe,
  taggedAs: 'ec2:launch-template',
  standing: standingLaunchTemplates,
  apply,
};

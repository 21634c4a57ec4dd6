import type { Apply } from '../resource.ts';
import { create } from './create.ts';
import { remove } from './remove.ts';
import { toSdkTags } from './sdk.ts';
import type { AutoScalingGroupGroup, AutoScalingGroupState } from './type.ts';
import {
  attachTargetGroups,
  changesIn,
  detachTargetGroups,
  refresh,
  writeGroup,
  writeMetrics,
  writePropagatedTags,
  writeTags,
} from './write.ts';

export const autoScalingGroupApply: Apply<AutoScalingGroupState, AutoScalingGroupGroup> = {
  create,
  update: {
    targetGroups: attachTargetGroups,
    group: writeGroup,
    metrics: ({ aws }, { live: { state }, differences }) =>
      writeMetrics(aws, state.name, changesIn(differences).metrics ?? [], state.metrics),
    propagatedTags: writePropagatedTags,
    refresh: ({ aws }, { live, wanted }) => refresh(aws, live.state, wanted),
  },
  detach: detachTargetGroups,
  remove,
  tag: ({ aws }, { state }, set, removed) => writeTags(aws, state.name, toSdkTags(state.name, set, false), removed),
};

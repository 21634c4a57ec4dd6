import type { Check } from '../../check/folder.ts';
import { actions } from './actions.ts';
import { balancerAttributes, listenerAttributes } from './attributes.ts';
import { conditions } from './conditions.ts';
import { fields } from './fields.ts';
import { forwards, sharedTargetGroups } from './forwards.ts';
import { listeners } from './listeners.ts';
import { redirects } from './redirects.ts';
import { rules } from './rules.ts';
import { subnets } from './subnets.ts';
import { certificates } from './tls.ts';

export const loadBalancerChecks: readonly Check<'LoadBalancer'>[] = [
  fields,
  subnets,
  balancerAttributes,
  listeners,
  certificates,
  listenerAttributes,
  rules,
  conditions,
  actions,
  redirects,
  forwards,
  sharedTargetGroups,
];

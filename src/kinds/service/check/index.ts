import type { Check } from '../../check/folder.ts';
import { autoScalingGroupChecks } from '../auto-scaling-group/check/index.ts';
import { ecsChecks } from '../ecs/check/index.ts';
import { targetChecks } from './targets.ts';

export const serviceChecks: readonly Check<'Service'>[] = [...targetChecks, ...autoScalingGroupChecks, ...ecsChecks];

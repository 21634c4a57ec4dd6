import type { Check } from '../folder.ts';
import { autoScalingGroupChecks } from './auto-scaling-group.ts';
import { ecsChecks } from './ecs.ts';
import { targetChecks } from './targets.ts';

export const serviceChecks: readonly Check<'Service'>[] = [...targetChecks, ...autoScalingGroupChecks, ...ecsChecks];

import type { Check } from '../folder.ts';
import { autoScalingGroupChecks } from './auto-scaling-group.ts';
import { ecsChecks } from './ecs.ts';

export const serviceChecks: readonly Check<'Service'>[] = [...autoScalingGroupChecks, ...ecsChecks];

import type { Check } from '../folder.ts';

export const autoScalingGroupChecks: readonly Check<'Service'>[] = [];

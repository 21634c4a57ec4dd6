import type { Check } from '../folder.ts';

export const ecsChecks: readonly Check<'Service'>[] = [];

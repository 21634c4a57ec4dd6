import type { TaskDefinitionState } from '../../../resources/task-definition/type.ts';
import type { Architecture, RegionPrices } from './prices.ts';

/** One task of that size: what it is called on a bill, and its price an hour; or why there is none. */
export function priceTask(
  definition: TaskDefinitionState,
  { fargate }: RegionPrices,
): { readonly what: string; readonly hourly: number } | { readonly unpriced: string } {
  const { cpuArchitecture = 'X86_64', operatingSystemFamily = 'LINUX' } = definition.runtimePlatform ?? {};
  const vcpu = inUnits(definition.cpu, 'vCPU');
  const gigabytes = inUnits(definition.memory, 'GB');
  if (operatingSystemFamily !== 'LINUX') return { unpriced: `Fargate tasks on ${operatingSystemFamily}` };
  if (!isArchitecture(cpuArchitecture)) return { unpriced: `Fargate tasks on ${cpuArchitecture}` };
  if (vcpu === undefined || gigabytes === undefined) {
    return { unpriced: 'Fargate tasks of a task definition without cpu and memory' };
  }
  const rate = fargate[cpuArchitecture];
  const arm = cpuArchitecture === 'ARM64' ? ', ARM64' : '';
  return {
    what: `task (${vcpu} vCPU, ${gigabytes} GB${arm})`,
    hourly: vcpu * rate.vcpu + gigabytes * rate.gigabyte,
  };
}

/** AWS takes `1024` (units, MiB) as well as `1 vCPU` and `2 GB`. */
function inUnits(text: string | undefined, unit: string): number | undefined {
  const [, count, named] = /^\s*(\d*\.?\d+)\s*([a-z]*)\s*$/i.exec(text ?? '') ?? [];
  if (count === undefined) return undefined;
  if (named === '') return Number(count) / 1024;
  return named?.toLowerCase() === unit.toLowerCase() ? Number(count) : undefined;
}

function isArchitecture(text: string): text is Architecture {
  return text === 'X86_64' || text === 'ARM64';
}

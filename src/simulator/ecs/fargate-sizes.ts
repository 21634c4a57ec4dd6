import { refuseClient } from './constraints.ts';

interface Size {
  readonly cpu: number;
  readonly least: number;
  readonly most: number;
  readonly step: number;
}

/** How much memory, in MiB, Fargate offers with how many CPU units. */
const sizes: readonly Size[] = [
  { cpu: 256, least: 512, most: 1024, step: 512 },
  { cpu: 256, least: 2048, most: 2048, step: 1 },
  { cpu: 512, least: 1024, most: 4096, step: 1024 },
  { cpu: 1024, least: 2048, most: 8192, step: 1024 },
  { cpu: 2048, least: 4096, most: 16_384, step: 1024 },
  { cpu: 4096, least: 8192, most: 30_720, step: 1024 },
  { cpu: 8192, least: 16_384, most: 61_440, step: 4096 },
  { cpu: 16_384, least: 32_768, most: 122_880, step: 8192 },
];

/** A task's CPU as AWS keeps it: `1 vCPU` becomes `1024`. */
export function cpuUnits(text: string | undefined): string | undefined {
  return inUnits(text, /^(\d*\.?\d+)\s*vcpu$/i, 'cpu');
}

/** A task's memory as AWS keeps it: `2 GB` becomes `2048`. */
export function mebibytes(text: string | undefined): string | undefined {
  return inUnits(text, /^(\d*\.?\d+)\s*gb$/i, 'memory');
}

export function requireFargateSize(cpu: string | undefined, memory: string | undefined): void {
  if (cpu === undefined || memory === undefined)
    refuseClient(`Fargate requires that 'cpu' and 'memory' be defined at the task level.`);
  if (isFargateSize(cpu, memory)) return;
  refuseClient(`No Fargate configuration exists for given values: ${cpu} CPU, ${memory} memory.`);
}

export function isFargateSize(cpu: string | undefined, memory: string | undefined): boolean {
  const mib = Number(memory);
  return sizes.some(
    (size) => size.cpu === Number(cpu) && mib >= size.least && mib <= size.most && (mib - size.least) % size.step === 0,
  );
}

function inUnits(text: string | undefined, large: RegExp, name: string): string | undefined {
  if (text === undefined || /^\d+$/.test(text)) return text;
  const amount = large.exec(text.trim())?.[1];
  if (amount === undefined) return refuseClient(`Invalid '${name}' setting for task: ${text}`);
  return String(Number(amount) * 1024);
}

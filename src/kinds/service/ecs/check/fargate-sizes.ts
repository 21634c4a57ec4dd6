interface Size {
  readonly cpu: number;
  /** In GiB. */
  readonly memory: readonly number[];
}

/** How much memory Fargate offers with how many CPU units. */
const sizes: readonly Size[] = [
  { cpu: 256, memory: [0.5, 1, 2] },
  { cpu: 512, memory: range(1, 4, 1) },
  { cpu: 1024, memory: range(2, 8, 1) },
  { cpu: 2048, memory: range(4, 16, 1) },
  { cpu: 4096, memory: range(8, 30, 1) },
  { cpu: 8192, memory: range(16, 60, 4) },
  { cpu: 16_384, memory: range(32, 120, 8) },
];

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
}

export const fargateCpus: readonly number[] = sizes.map(({ cpu }) => cpu);

/** In MiB; none where Fargate has no such CPU. */
export function fargateMemories(cpu: number): readonly number[] {
  return (sizes.find((size) => size.cpu === cpu)?.memory ?? []).map((memory) => memory * 1024);
}

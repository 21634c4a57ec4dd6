import type { DescribeInstanceTypesRequest, DescribeInstanceTypesResult, InstanceTypeInfo } from '@aws-sdk/client-ec2';
import { AwsError } from '../service.ts';
import { matching, page } from './select.ts';

/** Virtual processors and memory in GiB of the sizes that most families have. */
const sizes: Readonly<Record<string, readonly [cpus: number, memory: number]>> = {
  nano: [2, 0.5],
  micro: [2, 1],
  small: [2, 2],
  medium: [2, 4],
  large: [2, 8],
  xlarge: [4, 16],
  '2xlarge': [8, 32],
  '4xlarge': [16, 64],
  '8xlarge': [32, 128],
};

/** Families, and how much memory each has beside that of a general one. */
const families: Readonly<Record<string, number>> = {
  t2: 1,
  t3: 1,
  t3a: 1,
  t4g: 1,
  m5: 1,
  m6g: 1,
  m6i: 1,
  m7g: 1,
  m7i: 1,
  c5: 0.5,
  c6g: 0.5,
  c6i: 0.5,
  c7g: 0.5,
  c7i: 0.5,
  r5: 2,
  r6g: 2,
  r6i: 2,
  r7g: 2,
  r7i: 2,
};

/** Whether the type's processors are paid for by credits. */
export function isBurstable(type: string): boolean {
  return /^t\d/.test(type);
}

export function architectureOf(type: string): 'arm64' | 'x86_64' {
  return /^[a-z]\d+g/.test(type) ? 'arm64' : 'x86_64';
}

function hypervisorOf(type: string): 'nitro' | 'xen' {
  return type.startsWith('t2.') ? 'xen' : 'nitro';
}

/** Processors as cores and threads: a core of Arm has one thread. */
export function processorsOf(type: string): { readonly CoreCount: number; readonly ThreadsPerCore: number } {
  const [cpus] = sizes[type.split('.')[1] ?? ''] ?? [2];
  const threads = architectureOf(type) === 'arm64' || cpus < 2 ? 1 : 2;
  return { CoreCount: cpus / threads, ThreadsPerCore: threads };
}

export function describeInstanceTypes(input: DescribeInstanceTypesRequest): DescribeInstanceTypesResult {
  const asked: readonly string[] = input.InstanceTypes ?? [];
  const unknown = asked.filter((type) => !known.has(type));
  if (unknown.length > 0)
    throw new AwsError(
      'InvalidInstanceType',
      `The following supplied instance types do not exist: [${unknown.join(', ')}]`,
    );
  const found = matching(
    asked.length === 0 ? known.values() : [...known.values()].filter(({ type }) => asked.includes(type)),
    input.Filters,
    {
      'instance-type': ({ type }) => type,
      'current-generation': ({ type }) => !type.startsWith('t2'),
      'bare-metal': () => false,
      hypervisor: ({ type }) => hypervisorOf(type),
      'processor-info.supported-architecture': ({ type }) => architectureOf(type),
    },
  );
  const { items, ...rest } = page(found, input);
  return { InstanceTypes: items.map(({ type }) => answer(type)), ...rest };
}

const known = new Map(
  Object.keys(families)
    .flatMap((family) => Object.keys(sizes).map((size) => `${family}.${size}`))
    .map((type) => [type, { type, tags: new Map<string, string>() }]),
);

function answer(type: string): InstanceTypeInfo {
  const [family = '', size = ''] = type.split('.');
  const [cpus, memory] = sizes[size] ?? [2, 8];
  const { CoreCount, ThreadsPerCore } = processorsOf(type);
  return {
    InstanceType: type as NonNullable<InstanceTypeInfo['InstanceType']>,
    CurrentGeneration: family !== 't2',
    FreeTierEligible: size === 'micro',
    SupportedUsageClasses: ['on-demand', 'spot'],
    SupportedRootDeviceTypes: ['ebs'],
    SupportedVirtualizationTypes: ['hvm'],
    BareMetal: false,
    Hypervisor: hypervisorOf(type),
    ProcessorInfo: { SupportedArchitectures: [architectureOf(type)], SustainedClockSpeedInGhz: 2.5 },
    VCpuInfo: { DefaultVCpus: cpus, DefaultCores: CoreCount, DefaultThreadsPerCore: ThreadsPerCore },
    MemoryInfo: { SizeInMiB: memory * (families[family] ?? 1) * 1024 },
    InstanceStorageSupported: false,
    EbsInfo: { EbsOptimizedSupport: 'default', EncryptionSupport: 'supported', NvmeSupport: 'required' },
    NetworkInfo: {
      NetworkPerformance: 'Up to 5 Gigabit',
      MaximumNetworkInterfaces: 3,
      MaximumNetworkCards: 1,
      DefaultNetworkCardIndex: 0,
      Ipv4AddressesPerInterface: 10,
      Ipv6AddressesPerInterface: 10,
      Ipv6Supported: true,
      EnaSupport: 'required',
    },
    PlacementGroupInfo: { SupportedStrategies: ['partition', 'spread'] },
    HibernationSupported: false,
    BurstablePerformanceSupported: isBurstable(type),
    DedicatedHostsSupported: true,
    AutoRecoverySupported: true,
  };
}

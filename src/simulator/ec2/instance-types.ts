import type { DescribeInstanceTypesRequest, DescribeInstanceTypesResult, InstanceTypeInfo } from '@aws-sdk/client-ec2';
import { AwsError } from '../service.ts';
import { FEWEST, beyond, type FilterTable, matching, noneHas, page } from './select.ts';

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

/** The newest generation of each family that AWS has. */
const generations: Readonly<Record<string, number>> = {
  a: 1,
  c: 8,
  d: 3,
  dl: 2,
  f: 2,
  g: 7,
  h: 1,
  hpc: 8,
  i: 8,
  im: 4,
  inf: 2,
  is: 4,
  m: 8,
  mac: 2,
  p: 6,
  r: 8,
  t: 4,
  trn: 3,
  vt: 1,
  x: 8,
  z: 1,
};

/** Whether AWS could have such a type: of many more than are described here, instances can be launched. */
export function isInstanceType(type: string): boolean {
  const [, family = '', generation] =
    /^([a-z]+)(\d)[a-z-]*\.(?:nano|micro|small|medium|large|\d*xlarge|metal(?:-\d+xl)?)$/.exec(type) ?? [];
  return Number(generation) <= (generations[family] ?? 0) || /^u[\w-]*\.\d*xlarge$/.test(type);
}

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
    filters,
  );
  const { items, ...rest } = page(found, input, FEWEST);
  return { InstanceTypes: items.map(({ type }) => answer(type)), ...rest };
}

type Look = string | number | boolean | undefined | readonly string[];

const looks: Readonly<Record<string, (info: InstanceTypeInfo) => Look>> = {
  'auto-recovery-supported': (info) => info.AutoRecoverySupported,
  'bare-metal': (info) => info.BareMetal,
  'burstable-performance-supported': (info) => info.BurstablePerformanceSupported,
  'current-generation': (info) => info.CurrentGeneration,
  'dedicated-hosts-supported': (info) => info.DedicatedHostsSupported,
  'ebs-info.ebs-optimized-support': (info) => info.EbsInfo?.EbsOptimizedSupport,
  'ebs-info.encryption-support': (info) => info.EbsInfo?.EncryptionSupport,
  'ebs-info.nvme-support': (info) => info.EbsInfo?.NvmeSupport,
  'free-tier-eligible': (info) => info.FreeTierEligible,
  'hibernation-supported': (info) => info.HibernationSupported,
  hypervisor: (info) => info.Hypervisor,
  'instance-storage-supported': (info) => info.InstanceStorageSupported,
  'instance-type': (info) => info.InstanceType,
  'memory-info.size-in-mib': (info) => info.MemoryInfo?.SizeInMiB,
  'network-info.ena-support': (info) => info.NetworkInfo?.EnaSupport,
  'network-info.ipv4-addresses-per-interface': (info) => info.NetworkInfo?.Ipv4AddressesPerInterface,
  'network-info.ipv6-addresses-per-interface': (info) => info.NetworkInfo?.Ipv6AddressesPerInterface,
  'network-info.ipv6-supported': (info) => info.NetworkInfo?.Ipv6Supported,
  'network-info.maximum-network-cards': (info) => info.NetworkInfo?.MaximumNetworkCards,
  'network-info.maximum-network-interfaces': (info) => info.NetworkInfo?.MaximumNetworkInterfaces,
  'network-info.network-performance': (info) => info.NetworkInfo?.NetworkPerformance,
  'processor-info.supported-architecture': (info) => info.ProcessorInfo?.SupportedArchitectures,
  'processor-info.sustained-clock-speed-in-ghz': (info) => info.ProcessorInfo?.SustainedClockSpeedInGhz,
  'supported-root-device-type': (info) => info.SupportedRootDeviceTypes,
  'supported-usage-class': (info) => info.SupportedUsageClasses,
  'supported-virtualization-type': (info) => info.SupportedVirtualizationTypes,
  'vcpu-info.default-cores': (info) => info.VCpuInfo?.DefaultCores,
  'vcpu-info.default-threads-per-core': (info) => info.VCpuInfo?.DefaultThreadsPerCore,
  'vcpu-info.default-vcpus': (info) => info.VCpuInfo?.DefaultVCpus,
};

/** Each type is found by what is answered of it. */
const filters: FilterTable<{ readonly type: string; readonly tags: Map<string, string> }> = {
  ...Object.fromEntries(
    Object.entries(looks).map(([name, look]) => [name, ({ type }: { readonly type: string }) => look(answer(type))]),
  ),
  ...noneHas(
    'instance-storage-info.disk.count',
    'instance-storage-info.disk.size-in-gb',
    'instance-storage-info.disk.type',
    'instance-storage-info.encryption-support',
    'instance-storage-info.nvme-support',
    'instance-storage-info.total-size-in-gb',
  ),
  ...beyond(
    'ebs-info.attachment-limit-type',
    'ebs-info.maximum-ebs-attachments',
    'ebs-info.ebs-optimized-info.baseline-bandwidth-in-mbps',
    'ebs-info.ebs-optimized-info.baseline-iops',
    'ebs-info.ebs-optimized-info.baseline-throughput-in-mbps',
    'ebs-info.ebs-optimized-info.maximum-bandwidth-in-mbps',
    'ebs-info.ebs-optimized-info.maximum-iops',
    'ebs-info.ebs-optimized-info.maximum-throughput-in-mbps',
    'network-info.bandwidth-weightings',
    'network-info.efa-info.maximum-efa-interfaces',
    'network-info.efa-supported',
    'network-info.flexible-ena-queues-support',
    'network-info.encryption-in-transit-supported',
    'nitro-enclaves-support',
    'nitro-tpm-support',
    'nitro-tpm-info.supported-versions',
    'processor-info.supported-features',
    'reboot-migration-support',
    'supported-boot-mode',
    'vcpu-info.valid-cores',
    'vcpu-info.valid-threads-per-core',
  ),
};

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

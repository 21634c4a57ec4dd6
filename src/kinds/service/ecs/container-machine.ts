import { choice, flag, integer, list, object, optional, text } from '../../../schema/dialect.ts';

const device = object(
  {
    hostPath: text('Where the instance has it, e.g. /dev/fuse.'),
    containerPath: optional(text('Where the container has it; hostPath if absent.')),
    permissions: optional(
      list(choice(['read', 'write', 'mknod'], 'A right.'), 'What the container may do with it; all three if absent.'),
    ),
  },
  'A device.',
);

export const linuxParameters = object(
  {
    capabilities: optional(
      object(
        {
          add: optional(list(text('A capability such as SYS_PTRACE.'), 'What is added.')),
          drop: optional(list(text('A capability such as NET_RAW.'), 'What is taken away.')),
        },
        'Linux capabilities, beside the usual ones.',
      ),
    ),
    devices: optional(list(device, 'Devices of the instance (EC2).')),
    initProcessEnabled: optional(flag('Whether an init process hands on signals and reaps processes.')),
    sharedMemorySize: optional(integer('The size of /dev/shm in MiB (EC2).', { minimum: 1 })),
    maxSwap: optional(integer('Swap memory in MiB (EC2).', { minimum: 0 })),
    swappiness: optional(integer('How readily memory is swapped (EC2).', { minimum: 0, maximum: 100 })),
    tmpfs: optional(
      list(
        object(
          {
            containerPath: text('Where it is mounted.'),
            size: integer('Its size in MiB.', { minimum: 1 }),
            mountOptions: optional(list(text('An option such as noexec.'), 'How it is mounted.')),
          },
          'A file system in memory.',
        ),
        'File systems in memory (EC2).',
      ),
    ),
  },
  'What is particular to Linux.',
);

export const ulimit = object(
  {
    name: text('Which limit, e.g. nofile.'),
    softLimit: integer('The soft limit; -1: none.', { minimum: -1 }),
    hardLimit: integer('The hard limit; -1: none.', { minimum: -1 }),
  },
  'A limit of the operating system.',
);

const sharing = object(
  {
    nvidiaMps: object(
      {
        memory: integer('MiB of the memory of the GPU.', { minimum: 1 }),
        maxComputePercent: optional(integer('The most that it computes, in per cent.', { minimum: 1, maximum: 100 })),
      },
      'By the Multi-Process Service of NVIDIA.',
    ),
  },
  'A part of a GPU that it shares with others, instead of value.',
);

export const resourceRequirement = object(
  {
    type: choice(['GPU', 'NeuronDevice'], 'What it needs.'),
    value: optional(text('How many, or ALL; of NeuronDevice always ALL.')),
    sharingStrategy: optional(sharing),
  },
  'What it needs besides.',
);

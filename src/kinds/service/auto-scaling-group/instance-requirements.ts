import { choice, flag, integer, list, object, optional, text } from '../../../schema/dialect.ts';
import { number } from '../metric.ts';

const instanceTypes = text('An instance type; * stands for any part of it: m5.8xlarge, c5*.*, r*.');

function whole(what: string) {
  return object(
    {
      min: optional(integer('The least.', { minimum: 0 })),
      max: optional(integer('The most; no limit if absent.', { minimum: 0 })),
    },
    what,
  );
}

function least(what: string) {
  return object(
    {
      min: integer('The least.', { minimum: 0 }),
      max: optional(integer('The most; no limit if absent.', { minimum: 0 })),
    },
    what,
  );
}

function broken(what: string) {
  return object({ min: optional(number('The least.')), max: optional(number('The most; no limit if absent.')) }, what);
}

function inclusion(what: string, usual: 'included' | 'excluded') {
  return choice(['included', 'excluded', 'required'], what, { default: usual });
}

/** What an instance type has to have, in place of its name. */
export const instanceRequirements = object(
  {
    vCpuCount: least('How many virtual processors.'),
    memoryMiB: least('How much memory.'),
    memoryGiBPerVCpu: optional(broken('How much memory for each processor.')),
    cpuManufacturers: optional(
      list(choice(['intel', 'amd', 'amazon-web-services', 'apple'], 'A maker.'), 'Whose processors; any if absent.'),
    ),
    allowedInstanceTypes: optional(list(instanceTypes, 'Only these, of those that fit.')),
    excludedInstanceTypes: optional(list(instanceTypes, 'None of these.')),
    instanceGenerations: optional(
      list(choice(['current', 'previous'], 'A generation.'), 'Of which generation; any if absent.'),
    ),
    bareMetal: optional(inclusion('Bare metal.', 'excluded')),
    burstablePerformance: optional(inclusion('Types with burstable performance, as T3.', 'excluded')),
    requireHibernateSupport: optional(flag('Whether it must be able to hibernate.', { default: false })),
    networkInterfaceCount: optional(whole('How many network interfaces.')),
    networkBandwidthGbps: optional(broken('How much bandwidth of the network.')),
    localStorage: optional(inclusion('Instance store volumes.', 'included')),
    localStorageTypes: optional(list(choice(['hdd', 'ssd'], 'A sort.'), 'Of which sort; any if absent.')),
    totalLocalStorageGB: optional(broken('How much instance store in all.')),
    baselineEbsBandwidthMbps: optional(whole('How much bandwidth to volumes.')),
    acceleratorTypes: optional(list(choice(['gpu', 'fpga', 'inference'], 'A sort.'), 'Accelerators of which sort.')),
    acceleratorCount: optional(whole('How many accelerators; 0 as the most for none.')),
    acceleratorManufacturers: optional(
      list(choice(['nvidia', 'amd', 'amazon-web-services', 'xilinx', 'habana'], 'A maker.'), 'Whose accelerators.'),
    ),
    acceleratorNames: optional(list(text('Its name: a100, t4, inferentia …'), 'Which accelerators.')),
    acceleratorTotalMemoryMiB: optional(whole('How much memory all accelerators have.')),
    spotMaxPricePercentageOverLowestPrice: optional(
      integer('How far above the cheapest fitting type of today a Spot price may be, in percent.', { minimum: 0 }),
    ),
    maxSpotPriceAsPercentageOfOptimalOnDemandPrice: optional(
      integer('The most of the On-Demand price of the cheapest fitting type that a Spot price may be, in percent.', {
        minimum: 0,
      }),
    ),
    onDemandMaxPricePercentageOverLowestPrice: optional(
      integer('How far above the cheapest fitting type an On-Demand price may be, in percent.', { minimum: 0 }),
    ),
    baselinePerformanceFactors: optional(
      object(
        {
          cpu: object(
            {
              references: list(
                object({ instanceFamily: text('A family, as c6i.') }, 'A family to be measured by.'),
                'By which family; one at most.',
                { maxItems: 1 },
              ),
            },
            'Of the processor.',
          ),
        },
        'What it must at least perform as.',
      ),
    ),
  },
  'What an instance type has to have; AWS chooses of all that fit.',
);

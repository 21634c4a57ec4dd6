import { normalizer, type Members } from '../normal-members.ts';

/*
 * Parts of a service that say the same in a manifest, in the state and at AWS: here stands all that is known of each, and a further
 * one is a name in one of these lists.
 */

/** Lists that AWS takes whole, and that a deployment follows. */
export const listedNames = ['serviceRegistries', 'vpcLatticeConfigurations', 'volumeConfigurations'] as const;

type ListedName = (typeof listedNames)[number];

export type Listed = { readonly [Name in ListedName]?: readonly Members[] };

const normal = normalizer({
  defaults: {
    managedEBSVolume: { filesystemType: 'xfs', propagateTags: 'NONE' },
    circuitBreaker: { resetOnHealthyTask: true, thresholdConfiguration: { type: 'BOUNDED_PERCENT', value: 50 } },
    lifecycleHooks: { targetType: 'AWS_LAMBDA' },
    timeoutConfiguration: { timeoutInMinutes: 1440, action: 'ROLLBACK' },
    accessLogConfiguration: { includeQueryParameters: 'DISABLED' },
  },
  unordered: {
    serviceRegistries: ['registryArn', 'containerName', 'containerPort', 'port'],
    vpcLatticeConfigurations: ['portName', 'targetGroupArn'],
    volumeConfigurations: ['name'],
    lifecycleStages: [],
    secretOptions: ['name'],
  },
  verbatim: new Set(['tags', 'hookDetails', 'options']),
});

/** Those of the lists that are given. */
export function normalListed(given: { readonly [Name in ListedName]?: readonly object[] | undefined }): Listed {
  return Object.fromEntries(
    listedNames.flatMap((name) => {
      const items = given[name];
      return items === undefined ? [] : [[name, normal.list(items, name)]];
    }),
  );
}

/** One part of a deployment or of Service Connect, without what AWS sets by itself. */
export function normalPart<Part extends object>(part: Part, place: string): Part {
  return normal.members(part as Members, place) as unknown as Part;
}

export function normalParts<Part extends object>(parts: readonly Part[], place: string): readonly Part[] {
  return normal.list(parts, place) as unknown as readonly Part[];
}

import type { Live } from '../../../src/core/resource.ts';
import { normalAction } from '../../../src/resources/action/normal.ts';
import type { Action } from '../../../src/resources/action/type.ts';
import { loadBalancer, targetGroup } from '../../../src/resources/registry.ts';
import { rigFor } from '../rig.ts';

/** A load balancer with two target groups, waiting for listeners. */
export interface Web {
  readonly url: string;
  readonly balancer: Live;
  /** ARNs. */
  readonly blue: string;
  readonly green: string;
}

export async function buildWeb(
  { url, vpc, subnets }: { readonly url: string; readonly vpc: string; readonly subnets: readonly string[] },
  type: 'application' | 'network' | 'gateway' = 'application',
): Promise<Web> {
  const balancers = await rigFor(loadBalancer, url);
  const balancer = await balancers.create({
    name: 'web',
    type,
    ...(type === 'gateway' ? {} : { scheme: 'internal' as const }),
    subnets: subnets.map((subnet) => ({ subnet })),
  });
  const { protocol, port } = {
    application: { protocol: 'HTTP', port: 80 },
    network: { protocol: 'TCP', port: 80 },
    gateway: { protocol: 'GENEVE', port: 6081 },
  }[type];
  const groups = await rigFor(targetGroup, url);
  const make = async (name: string): Promise<string> => {
    const wanted = { name, targetType: 'instance' as const, protocol, port, vpc };
    return (await targetGroup.apply.create(groups.context, { wanted, tags: groups.tagsFor(wanted, name) })).physical;
  };
  return { url, balancer, blue: await make('blue'), green: await make('green') };
}

export function forwardTo(...groups: (readonly [arn: string, weight?: number])[]): Action[] {
  return [normalAction({ forward: { targetGroups: groups.map(([arn, weight]) => ({ targetGroup: arn, weight })) } })];
}

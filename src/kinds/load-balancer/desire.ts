import { sortedSet } from '../../core/json.ts';
import type { Wanted } from '../../core/resource.ts';
import type { Text } from '../../core/value.ts';
import type { SubnetMapping } from '../../resources/load-balancer/subnets.ts';
import type { LoadBalancerState } from '../../resources/load-balancer/type.ts';
import { attributeTexts } from '../attribute-texts.ts';
import type { DesireContext } from '../context.ts';
import type { Manifest } from '../manifest.ts';
import { securityGroupText, subnetText, vpcText } from '../pointing.ts';
import { shellOf, sourceAt } from '../wanted.ts';
import { desireListener } from './desire-listener.ts';
import { desireRule } from './desire-rule.ts';
import type { SubnetSpec } from './schema.ts';

/** The load balancer, its listeners and their rules. */
export function desireLoadBalancer(manifest: Manifest<'LoadBalancer'>, context: DesireContext): Wanted[] {
  const children = (manifest.spec.listeners ?? []).flatMap(desireFamily);
  // The load balancer remembers which children it had, so that a missing one is known as new or as drift.
  return [{ ...desireRoot(manifest), content: children.map(({ id }) => id).sort() }, ...children];

  function desireFamily(listener: NonNullable<typeof manifest.spec.listeners>[number], index: number): Wanted[] {
    const path = ['spec', 'listeners', index];
    const wanted = desireListener(manifest, context, { listener, path });
    const rules = (listener.rules ?? []).map((rule, place) =>
      desireRule(manifest, context, wanted, { rule, path: [...path, 'rules', place] }),
    );
    return [wanted, ...rules];
  }
}

function desireRoot(manifest: Manifest<'LoadBalancer'>): Wanted<LoadBalancerState> {
  const { namespace, name } = manifest;
  return {
    ...shellOf(manifest),
    id: `load-balancer/${namespace}/${name}`,
    type: 'load-balancer',
    key: '',
    at: '/spec',
    state: stateOf(manifest),
    source: sourceAt(manifest, ['spec']),
  };
}

/** What has the same name and form in the manifest and in the state is handed on as it is; type and scheme have defaults of ours. */
function stateOf({ namespace, name, spec }: Manifest<'LoadBalancer'>): LoadBalancerState {
  const { name: awsName = name, type = 'application', scheme, subnets, securityGroups, ...others } = spec;
  const { vpc: pointer, minimumCapacity, attributes, listeners: _, ...same } = others;
  const vpc = pointer === undefined ? undefined : vpcText(pointer);
  const groups = securityGroups?.map((group) => securityGroupText(group, namespace, vpc));
  return {
    ...same,
    name: awsName,
    type,
    ...(type === 'gateway' ? {} : { scheme: scheme ?? 'internet-facing' }),
    subnets: sortedSet(subnets.map((subnet) => mappingOf(subnet, vpc))),
    ...(groups === undefined ? {} : { securityGroups: sortedSet(groups) }),
    ...(minimumCapacity === undefined ? {} : { minimumCapacityUnits: minimumCapacity.capacityUnits }),
    ...(attributes === undefined ? {} : { attributes: attributeTexts(attributes) }),
  };
}

function mappingOf(spec: SubnetSpec, vpc: Text | undefined): SubnetMapping {
  const { allocationId, privateIPv4Address, ipv6Address } = spec;
  return {
    subnet: subnetText(spec, vpc),
    ...(allocationId === undefined ? {} : { allocationId }),
    ...(privateIPv4Address === undefined ? {} : { privateIPv4Address }),
    ...(ipv6Address === undefined ? {} : { ipv6Address }),
  };
}

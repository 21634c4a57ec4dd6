import { readOwnership } from '../../core/ownership.ts';
import type { Live, TargetHealth } from '../../core/resource.ts';
import { apiVersion } from '../../schema/kind.ts';
import type { ReportedObject } from './objects.ts';

/** A manifest with its status, as a cluster would hand it out. */
export function objectJson(object: ReportedObject): object {
  const { kind, namespace, name, document, conditions } = object;
  const written = document ?? { apiVersion, kind, metadata: { name, namespace } };
  const applied = object.root && readOwnership(object.root.tags)?.hash;
  return { ...written, status: { conditions, contentHash: applied, ...statusOf(object) } };
}

export function listJson(objects: readonly ReportedObject[]): object {
  return { apiVersion, kind: 'List', items: objects.map(objectJson) };
}

/** The fields that the status of each kind has besides the conditions. */
function statusOf({ kind, root, live }: ReportedObject): object {
  if (kind === 'Service') return { arn: root?.outputs['arn'], ...targetsJson(live) };
  if (root === undefined) return {};
  const { outputs, state, status } = root;
  switch (kind) {
    case 'LoadBalancer':
      return {
        arn: outputs['arn'],
        dnsName: outputs['dnsName'],
        canonicalHostedZoneId: outputs['zoneId'],
        vpcId: outputs['vpcId'],
        state: status?.text,
        listeners: live.filter(({ type }) => type === 'listener').map(listenerJson),
      };
    case 'TargetGroup': {
      const { loadBalancer } = state as { readonly loadBalancer?: unknown };
      return {
        arn: outputs['arn'],
        loadBalancerArns: loadBalancer === undefined ? [] : [loadBalancer],
        targets: status?.targets?.map(targetJson),
      };
    }
    default:
      return { id: outputs['id'], arn: outputs['arn'], vpcId: outputs['vpc'] };
  }
}

function listenerJson({ physical, state }: Live): object {
  return { port: (state as { readonly port?: number }).port, arn: physical };
}

/** Of a Service that lists them; what AWS registers is told with the target group. */
function targetsJson(live: readonly Live[]): object {
  const targets = live.flatMap(({ type, status }) => (type === 'target' ? (status?.targets ?? []) : []));
  return targets.length === 0 ? {} : { targets: targets.map(targetJson) };
}

function targetJson({ zone, ...target }: TargetHealth): object {
  return { ...target, availabilityZone: zone };
}

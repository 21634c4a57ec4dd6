import { groupBy } from '../../../core/group-by.ts';
import type { Path } from '../../../core/problem.ts';
import type { Fault } from '../../../schema/fault.ts';
import { listed, quote, named } from '../../../schema/words.ts';
import type { ManifestFolder } from '../../check/folder.ts';
import { repeats } from '../../check/repeats.ts';
import type { Manifest } from '../../manifest.ts';
import { parseRef } from '../../references.ts';
import { actionsOf, typeOf, type AtListener } from './walk.ts';

type LoadBalancer = Manifest<'LoadBalancer'>;

/** What a listener can forward to, by its protocol; a gateway's listener names none. */
const reaches: Readonly<Record<string, readonly string[]>> = {
  HTTP: ['HTTP', 'HTTPS'],
  HTTPS: ['HTTP', 'HTTPS'],
  TCP: ['TCP', 'TCP_UDP'],
  TLS: ['TCP', 'TLS'],
  UDP: ['UDP', 'TCP_UDP'],
  TCP_UDP: ['TCP_UDP'],
  QUIC: ['QUIC', 'TCP_QUIC'],
  TCP_QUIC: ['TCP_QUIC'],
  gateway: ['GENEVE'],
};

/** Forwards that AWS refuses, or that send requests nowhere. */
export function* forwards(balancer: LoadBalancer, folder: ManifestFolder): Iterable<Fault> {
  for (const { listener, action, path } of actionsOf(balancer)) {
    if (action.forward === undefined) continue;
    const { targetGroups, stickiness } = action.forward;
    const at = [...path, 'forward'];
    if (targetGroups.every((each) => each.weight === 0))
      yield { path: [...at, 'targetGroups'], message: 'every weight is 0, so no group gets a request' };
    if (stickiness?.enabled === true && stickiness.durationSeconds === undefined)
      yield { path: [...at, 'stickiness'], message: 'stickiness needs durationSeconds' };
    if (stickiness !== undefined && typeOf(balancer) === 'gateway')
      yield {
        path: [...at, 'stickiness'],
        onKey: true,
        message: 'a gateway load balancer has no stickiness here',
        hint: 'set stickiness.enabled in the attributes of the target group',
      };
    for (const { item } of repeats(targetGroups.entries(), ([, each]) => JSON.stringify(each.targetGroup))) {
      const [index, { targetGroup }] = item;
      const message = `${quote(Object.values(targetGroup)[0] ?? '')} is listed twice`;
      yield { path: [...at, 'targetGroups', index], message };
    }
    for (const [index, { targetGroup }] of targetGroups.entries()) {
      yield* unreachable(
        balancer,
        { listener, path: [...at, 'targetGroups', index, 'targetGroup'] },
        targetGroup.ref,
        folder,
      );
    }
  }
}

/** Groups whose targets speak something that the listener does not. */
function* unreachable(
  balancer: LoadBalancer,
  { listener, path }: AtListener,
  ref: string | undefined,
  folder: ManifestFolder,
): Iterable<Fault> {
  if (ref === undefined) return;
  const { namespace, name } = parseRef(ref, balancer.namespace);
  const group = folder.find('TargetGroup', namespace, name);
  const type = typeOf(balancer);
  const protocol = type === 'gateway' ? 'gateway' : listener.protocol;
  if (group === undefined || protocol === undefined) return;
  const { targetType, protocol: spoken, protocolVersion = 'HTTP1' } = group.spec;
  const at: Path = [...path, 'ref'];
  if (targetType === 'lambda') {
    if (type !== 'application')
      yield {
        path: at,
        message: `${named(type, 'load balancer')} cannot forward to ${group.id}, a lambda target group`,
      };
    return;
  }
  const reached = reaches[protocol] ?? [];
  if (spoken !== undefined && !reached.includes(spoken)) {
    const message = `${named(protocol, 'listener')} cannot forward to ${group.id}, whose protocol is ${spoken}`;
    yield { path: at, message, hint: `it forwards to ${listed(reached, 'or')}` };
  } else if (targetType === 'alb' && protocol !== 'TCP') {
    yield {
      path: at,
      message: `${named(protocol, 'listener')} cannot forward to ${group.id}, whose target is a load balancer`,
      hint: 'a TCP listener can',
    };
  } else if (protocol === 'HTTP' && protocolVersion !== 'HTTP1') {
    yield {
      path: at,
      message: `an HTTP listener cannot forward to ${group.id}, which speaks ${protocolVersion}`,
      hint: 'an HTTPS listener can',
    };
  }
}

interface Use {
  readonly balancer: LoadBalancer;
  /** The target group, by manifest, ARN or name. */
  readonly group: string;
  readonly path: Path;
}

function* usesOf(balancer: LoadBalancer): Iterable<Use> {
  for (const { action, path } of actionsOf(balancer)) {
    for (const [index, { targetGroup }] of (action.forward?.targetGroups ?? []).entries()) {
      const at = [...path, 'forward', 'targetGroups', index, 'targetGroup'];
      if (targetGroup.ref === undefined) {
        const [[form, group]] = Object.entries(targetGroup) as [[string, string]];
        yield { balancer, group, path: [...at, form] };
        continue;
      }
      const { namespace, name } = parseRef(targetGroup.ref, balancer.namespace);
      yield { balancer, group: `TargetGroup/${namespace}/${name}`, path: [...at, 'ref'] };
    }
  }
}

function usesByGroup(manifests: readonly Manifest[]): ReadonlyMap<string, readonly Use[]> {
  const balancers = manifests.filter((manifest) => manifest.kind === 'LoadBalancer');
  return groupBy(
    balancers.flatMap((balancer) => [...usesOf(balancer)]),
    (use) => use.group,
  );
}

/** AWS ties a target group to one load balancer. */
export function* sharedTargetGroups(balancer: LoadBalancer, folder: ManifestFolder): Iterable<Fault> {
  const reported = new Set<string>();
  for (const { group, path } of usesOf(balancer)) {
    const other = folder
      .fact(usesByGroup)
      .get(group)
      ?.find((use) => use.balancer.id !== balancer.id);
    if (other === undefined || reported.has(group)) continue;
    reported.add(group);
    const { line, column } = other.balancer.source.locate(other.path);
    const where = `${other.balancer.id} at ${other.balancer.source.file}:${line}:${column}`;
    yield {
      path,
      message: `${group} is also forwarded to by ${where}; AWS gives a target group one load balancer only`,
      hint: 'create a target group for each',
    };
  }
}

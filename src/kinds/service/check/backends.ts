import { isIP } from 'node:net';
import { isIn } from '../../../core/cidr.ts';
import type { Path } from '../../../core/problem.ts';
import type { Fault } from '../../../schema/fault.ts';
import { quote } from '../../../schema/words.ts';
import type { Check, ManifestFolder } from '../../check/folder.ts';
import { parseRef } from '../../references.ts';
import { listing, type Service } from './listing.ts';

/** Checks of each backend by which targets are listed. */
export const backendChecks: readonly Check<'Service'>[] = [instances, addresses, innerBalancer, tagged];

function* instances({ spec }: Service): Iterable<Fault> {
  const seen = new Set<string>();
  for (const [index, pointer] of (spec.instances ?? []).entries()) {
    const path: Path = ['spec', 'instances', index];
    if (pointer.tags !== undefined && Object.keys(pointer.tags).length === 0)
      yield {
        path: [...path, 'tags'],
        message: 'no tag at all would mean every instance of the account',
        hint: 'name at least one tag',
      };
    const key = JSON.stringify(pointer);
    if (seen.has(key)) yield { path, message: 'the same instances are listed twice' };
    seen.add(key);
  }
}

/** Where AWS lets a load balancer reach out to, beyond its VPC. */
const reachable = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16'];

function* addresses({ spec }: Service): Iterable<Fault> {
  const seen = new Set<string>();
  for (const [index, { ip, port, availabilityZone: zone }] of (spec.ips ?? []).entries()) {
    const path: Path = ['spec', 'ips', index];
    if (isIP(ip) === 0) {
      yield { path: [...path, 'ip'], message: `must be an IPv4 or IPv6 address, is ${quote(ip)}` };
      continue;
    }
    if (zone === 'all' && isIP(ip) === 4 && !reachable.some((cidr) => isIn(ip, cidr)))
      yield {
        path: [...path, 'ip'],
        message: `${ip} is a public address: AWS reaches out of the VPC to private ones only (${reachable.join(', ')})`,
      };
    const key = `${ip} ${port}`;
    if (seen.has(key)) yield { path, message: `${ip} is listed twice with the same port` };
    seen.add(key);
  }
}

/** A network load balancer in front of an application load balancer. */
function* innerBalancer(manifest: Service, folder: ManifestFolder): Iterable<Fault> {
  const ref = manifest.spec.loadBalancer?.ref;
  if (ref === undefined) return;
  const { namespace, name } = parseRef(ref, manifest.namespace);
  const balancer = folder.find('LoadBalancer', namespace, name);
  if (balancer === undefined) return;
  const { type = 'application', listeners = [] } = balancer.spec;
  const path: Path = ['spec', 'loadBalancer', 'ref'];
  if (type !== 'application') {
    yield { path, message: `only an application load balancer can be a target, ${name} is a ${type} one` };
    return;
  }
  for (const [index, { targetGroup, port: own }] of (manifest.spec.targetGroups ?? []).entries()) {
    if (targetGroup.ref === undefined) continue;
    const group = parseRef(targetGroup.ref, manifest.namespace);
    const port = own ?? folder.find('TargetGroup', group.namespace, group.name)?.spec.port;
    if (port === undefined || listeners.some((listener) => listener.port === port)) continue;
    yield {
      path: ['spec', 'targetGroups', index],
      message: `${name} has no listener on port ${port}, so it would not answer there`,
      hint: listeners.length === 0 ? undefined : `its ports: ${listeners.map((each) => each.port).join(', ')}`,
    };
  }
}

/** What is listed stands already and is not ours to tag. */
function* tagged(manifest: Service): Iterable<Fault> {
  const backend = listing(manifest);
  if (backend === undefined || manifest.spec.tags === undefined) return;
  yield {
    path: ['spec', 'tags'],
    onKey: true,
    message: `a Service of ${backend} makes nothing in AWS that could be tagged`,
    hint: 'tags belong on an ecs or autoScalingGroup Service, or on the target group',
  };
}

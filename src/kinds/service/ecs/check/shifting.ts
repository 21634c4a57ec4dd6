import type { Path } from '../../../../core/problem.ts';
import type { Fault } from '../../../../schema/fault.ts';
import { listed, quote } from '../../../../schema/words.ts';
import type { ManifestFolder } from '../../../check/folder.ts';
import type { Manifest } from '../../../manifest.ts';
import { parseRef } from '../../../references.ts';
import type { ListenerRuleSpec } from '../deployment.ts';
import type { EcsSpec } from '../schema.ts';
import { at } from './check.ts';

const shared = ['alternateTargetGroup', 'productionListenerRule', 'testListenerRule', 'roleArn'] as const;

/** Deployments that shift traffic from one target group to the other. */
export function* shifting(spec: EcsSpec, service: Manifest<'Service'>, folder: ManifestFolder): Iterable<Fault> {
  const { deployment = {} } = spec;
  const { strategy = 'ROLLING' } = deployment;
  const here = (...path: Path): Path => at('deployment', ...path);
  const foreign = [
    ...(strategy === 'ROLLING' ? ([...shared, 'bakeTimeMinutes', 'lifecycleHooks'] as const) : []),
    ...(strategy === 'LINEAR' ? [] : (['linear'] as const)),
    ...(strategy === 'CANARY' ? [] : (['canary'] as const)),
  ];
  for (const field of foreign)
    if (deployment[field] !== undefined)
      yield { path: here(field), onKey: true, message: `does not go with the strategy ${strategy}` };
  if (strategy === 'ROLLING') return;
  for (const [name, field] of [
    ['LINEAR', 'linear'],
    ['CANARY', 'canary'],
  ] as const)
    if (strategy === name && deployment[field] === undefined)
      yield { path: at('deployment'), message: `"${field}" is missing: the strategy ${name} has no steps without it` };
  yield* groups(spec, service, strategy);
  for (const field of ['productionListenerRule', 'testListenerRule'] as const) {
    const rule = deployment[field];
    if (rule !== undefined) yield* ruleFaults(rule, service.namespace, folder, here(field));
  }
}

function* groups({ deployment = {} }: EcsSpec, { spec }: Manifest<'Service'>, strategy: string): Iterable<Fault> {
  const { targetGroups: given = [] } = spec;
  if (given.length === 0) return;
  if (given.length > 1)
    yield {
      path: ['spec', 'targetGroups'],
      message: `the strategy ${strategy} shifts the traffic of one target group, and there are ${given.length}`,
    };
  const needed = ['alternateTargetGroup', 'productionListenerRule', 'roleArn'] as const;
  const missing = needed.filter((field) => deployment[field] === undefined);
  if (missing.length > 0)
    yield {
      path: at('deployment'),
      message: `${listed(missing.map(quote), 'and')} ${missing.length === 1 ? 'is' : 'are'} missing`,
      hint: `with the strategy ${strategy} ECS shifts the traffic of a rule from one group to the other`,
    };
  const { alternateTargetGroup } = deployment;
  if (
    alternateTargetGroup !== undefined &&
    JSON.stringify(alternateTargetGroup) === JSON.stringify(given[0]?.targetGroup)
  )
    yield {
      path: at('deployment', 'alternateTargetGroup'),
      message: 'must be another group than the one in targetGroups',
    };
}

/** The rule must be known by now, for ECS is given its ARN. */
function* ruleFaults(
  { loadBalancer, listener, rule }: ListenerRuleSpec,
  namespace: string,
  folder: ManifestFolder,
  path: Path,
): Iterable<Fault> {
  const target = parseRef(loadBalancer.ref, namespace);
  const balancer = folder.find('LoadBalancer', target.namespace, target.name);
  if (balancer === undefined) return;
  const listeners = balancer.spec.listeners ?? [];
  const found = listeners.find(({ port }) => port === listener);
  if (found === undefined) {
    const ports = listeners.map(({ port }) => String(port));
    const hint = ports.length === 0 ? 'it has no listener' : `it listens on ${listed(ports, 'and')}`;
    yield { path: [...path, 'listener'], message: `${balancer.id} has no listener on port ${listener}`, hint };
    return;
  }
  const names = (found.rules ?? []).map(({ name }) => name);
  if (rule !== undefined && !names.includes(rule)) {
    const hint = names.length === 0 ? 'it has no rules' : `it has ${listed(names, 'and')}`;
    yield { path: [...path, 'rule'], message: `the listener on port ${listener} has no rule ${quote(rule)}`, hint };
  }
}

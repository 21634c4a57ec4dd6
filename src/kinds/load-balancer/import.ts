import type { Path } from '../../core/problem.ts';
import type { Live } from '../../core/resource.ts';
import { listenerRuleType, type Condition, type ListenerRuleState } from '../../resources/listener-rule/type.ts';
import { defaultOf as listenerDefaultOf } from '../../resources/listener/attributes.ts';
import type { MutualAuthentication } from '../../resources/listener/security.ts';
import { listenerType, type ListenerState } from '../../resources/listener/type.ts';
import { defaultOf } from '../../resources/load-balancer/attributes.ts';
import type { SubnetMapping } from '../../resources/load-balancer/subnets.ts';
import { loadBalancerType, type LoadBalancerState } from '../../resources/load-balancer/type.ts';
import type { Identity, Imported, ImportContext, Note } from '../import/context.ts';
import { securityGroupPointer, subnetPointer, vpcPointer } from '../import/pointers.ts';
import { asItStands, attributesIn, specOf, unlessEmpty, unsaid, type Spec } from '../import/spec.ts';
import { importActions } from './import-actions.ts';

/** Whose part is being written, and where in the document. */
interface Writing {
  readonly identity: Identity;
  readonly context: ImportContext;
  readonly notes: Note[];
}

/** A load balancer with every listener and rule. */
export function importLoadBalancer(
  live: Live<LoadBalancerState>,
  identity: Identity,
  context: ImportContext,
): Imported {
  const writing: Writing = { identity, context, notes: [] };
  const { vpcId } = live.outputs;
  const state = { scheme: 'internet-facing' as const, ...live.state };
  const spec = specOf(loadBalancerType, state, {
    name: (name) => (name === identity.name ? undefined : name),
    type: asItStands,
    scheme: (scheme, { type }) => (type === 'gateway' ? undefined : scheme),
    subnets: (subnets) => subnets.map((mapping) => subnetIn(mapping, context)),
    securityGroups: (groups) =>
      unlessEmpty(groups.map((group) => securityGroupPointer(group, identity.namespace, context))),
    attributes: (attributes, about) => attributesIn(attributes, (key) => defaultOf(key, about)),
  });
  const listeners = (context.childrenOf(live.physical, 'listener') as readonly Live<ListenerState>[]).toSorted(
    (a, b) => (a.state.port ?? 0) - (b.state.port ?? 0),
  );
  return {
    ...identity,
    spec: {
      ...spec,
      ...(vpcId === undefined ? {} : { vpc: vpcPointer(vpcId, context) }),
      ...(listeners.length === 0
        ? {}
        : { listeners: listeners.map((one, index) => listenerIn(one, ['spec', 'listeners', index], writing)) }),
    },
    notes: writing.notes,
  };
}

function subnetIn({ subnet, ...addresses }: SubnetMapping, context: ImportContext): Spec {
  return { ...subnetPointer(subnet, context), ...addresses };
}

function listenerIn({ physical, state }: Live<ListenerState>, path: Path, writing: Writing): Spec {
  const { identity, context, notes } = writing;
  const rules = (context.childrenOf(physical, 'listener-rule') as readonly Live<ListenerRuleState>[]).toSorted(
    (a, b) => a.state.priority - b.state.priority,
  );
  const spec = specOf(listenerType, state, {
    sslPolicy: asItStands,
    certificate: (certificate, { extraCertificates = [] }) =>
      [certificate, ...extraCertificates].map((arn) => ({ arn })),
    extraCertificates: unsaid,
    mutualAuthentication: mutualAuthenticationIn,
    defaultActions: (actions) =>
      importActions(actions, { identity, path: [...path, 'defaultActions'], notes }, context),
    attributes: (attributes, about) => attributesIn(attributes, (key) => listenerDefaultOf(key, about)),
  });
  if (rules.length === 0) return spec;
  return { ...spec, rules: rules.map((rule, index) => ruleIn(rule, [...path, 'rules', index], writing)) };
}

function mutualAuthenticationIn({ trustStore, ...others }: MutualAuthentication): Spec | undefined {
  if (others.mode === 'off') return undefined;
  return { ...others, ...(trustStore === undefined ? {} : { trustStore: { arn: trustStore } }) };
}

function ruleIn(live: Live<ListenerRuleState>, path: Path, { identity, context, notes }: Writing): Spec {
  return {
    name: context.ruleNameOf(live),
    ...specOf(listenerRuleType, live.state, {
      conditions: (conditions) => conditions.map(conditionIn),
      actions: (actions) => importActions(actions, { identity, path: [...path, 'actions'], notes }, context),
    }),
  };
}

function conditionIn(condition: Condition): Spec {
  if (!('httpHeader' in condition)) return { ...condition };
  const { regex, ...header } = condition.httpHeader;
  return { httpHeader: { ...header, ...(regex === undefined ? {} : { regexValues: regex }) } };
}

import { isDeepStrictEqual } from 'node:util';
import type {
  CreateListenerInput,
  CreateListenerOutput,
  DeleteListenerInput,
  DescribeListenersInput,
  DescribeListenersOutput,
  Listener as ListenerDescription,
  ModifyListenerInput,
  ModifyListenerOutput,
  ProtocolEnum,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../service.ts';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { settleActions } from './actions.ts';
import { derivedArn } from './arns.ts';
import { refuse, requireRange, required } from './constraints.ts';
import { listenersOf, requireEach, requireListener, requireLoadBalancer, rulesOf } from './find.ts';
import { requireRoom } from './quotas.ts';
import { requireNoTarget } from './load-balancer-targets.ts';
import { page } from './paging.ts';
import { defaultRuleOf } from './rules.ts';
import { settleSecurity } from './security.ts';
import type { Listener, LoadBalancer } from './state.ts';
import { readTags } from './tags.ts';
import { stampUse } from './usage.ts';

const protocols: Readonly<Record<string, readonly string[]>> = {
  application: ['HTTPS', 'HTTP'],
  network: ['TCP', 'TLS', 'UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'],
};

export function createListener(input: CreateListenerInput, { world }: Call<World>): CreateListenerOutput {
  const loadBalancer = requireLoadBalancer(world, input.LoadBalancerArn);
  const { port, protocol } = requireEndpoint(loadBalancer, { port: input.Port, protocol: input.Protocol });
  const security = settleSecurity(world, protocol, { request: input, standing: undefined });
  const actions = settleActions({ world, loadBalancer, protocol, port }, input.DefaultActions);
  const tags = readTags(input.Tags);
  const listener: Listener = {
    arn: derivedArn(world, loadBalancer.arn, 'loadbalancer', 'listener'),
    loadBalancerArn: loadBalancer.arn,
    port,
    protocol,
    ...security,
    extraCertificates: new Set(),
    attributes: new Map(),
    tags,
  };
  const standing = listenersOf(world, loadBalancer);
  const twin = standing.find((other) => other.port === port);
  if (twin !== undefined) {
    const described = { ...describe(world, twin), ListenerArn: listener.arn };
    if (!isDeepStrictEqual(described, { ...describeOwn(listener), DefaultActions: actions })) {
      throw new AwsError(
        'DuplicateListener',
        `A listener already exists on this port for this load balancer '${loadBalancer.arn}'`,
      );
    }
    return { Listeners: [describe(world, twin)] };
  }
  requireRoomForListener(world, loadBalancer, standing.length);
  world.elbv2.listeners.set(listener.arn, listener);
  const ruleArn = derivedArn(world, listener.arn, 'listener', 'listener-rule');
  world.elbv2.rules.set(ruleArn, {
    arn: ruleArn,
    listenerArn: listener.arn,
    priority: 'default',
    conditions: [],
    actions,
    transforms: [],
    tags: new Map(),
  });
  stampUse(world);
  return { Listeners: [describe(world, listener)] };
}

export function modifyListener(input: ModifyListenerInput, { world }: Call<World>): ModifyListenerOutput {
  const listener = requireListener(world, input.ListenerArn);
  const loadBalancer = requireLoadBalancer(world, listener.loadBalancerArn);
  const { port, protocol } = requireEndpoint(loadBalancer, {
    port: input.Port ?? listener.port,
    protocol: input.Protocol ?? listener.protocol,
  });
  if (listenersOf(world, loadBalancer).some((other) => other !== listener && other.port === port)) {
    refuse(`Listener port '${port}' is already in use`);
  }
  const security = settleSecurity(world, protocol, { request: input, standing: listener });
  const rule = defaultRuleOf(world, listener);
  const route = { world, loadBalancer, protocol, port };
  const actions =
    input.DefaultActions === undefined ? rule.actions : settleActions(route, input.DefaultActions, rule.actions);
  Object.assign(listener, { port, protocol, ...security });
  rule.actions = actions;
  if (security.defaultCertificate === undefined) listener.extraCertificates.clear();
  else listener.extraCertificates.delete(security.defaultCertificate);
  stampUse(world);
  return { Listeners: [describe(world, listener)] };
}

export function describeListeners(input: DescribeListenersInput, { world }: Call<World>): DescribeListenersOutput {
  const { items, nextMarker } = page(select(world, input), (listener) => listener.arn, input);
  return { Listeners: items.map((listener) => describe(world, listener)), NextMarker: nextMarker };
}

export function deleteListener(input: DeleteListenerInput, { world }: Call<World>): object {
  const listener = requireListener(world, input.ListenerArn);
  requireNoTarget(world, listener);
  removeListener(world, listener);
  return {};
}

/** A listener takes its rules with it. */
export function removeListener(world: World, listener: Listener): void {
  for (const rule of rulesOf(world, listener)) world.elbv2.rules.delete(rule.arn);
  world.elbv2.listeners.delete(listener.arn);
  stampUse(world);
}

function select(world: World, input: DescribeListenersInput): Listener[] {
  const { listeners } = world.elbv2;
  if (input.ListenerArns?.length) {
    const refusal = { code: 'ListenerNotFound', what: 'listeners', most: 20 };
    return requireEach(input.ListenerArns, (arn) => listeners.get(arn), refusal);
  }
  if (input.LoadBalancerArn === undefined) refuse('You must specify either listener ARNs or a load balancer ARN');
  return listenersOf(world, requireLoadBalancer(world, input.LoadBalancerArn));
}

interface Endpoint {
  readonly port: number | undefined;
  readonly protocol: ProtocolEnum | undefined;
}

function requireEndpoint({ type }: LoadBalancer, { port, protocol }: Endpoint): Endpoint {
  if (type === 'gateway') {
    if (port !== undefined || protocol !== undefined) {
      refuse(`A port and protocol cannot be specified for listeners of load balancers with type 'gateway'`);
    }
    return { port, protocol };
  }
  const allowed = protocols[type] ?? [];
  if (!allowed.includes(required(protocol, 'listener protocol'))) {
    refuse(`Listener protocol '${protocol}' must be one of '${allowed.join(', ')}'`);
  }
  requireRange(required(port, 'listener port'), 'port', 1, 65_535);
  return { port, protocol };
}

function requireRoomForListener(world: World, { type, arn }: LoadBalancer, standing: number): void {
  const most = type === 'gateway' ? 1 : world.elbv2.quotas[`listeners-per-${type}-load-balancer`];
  requireRoom(standing, most, 'TooManyListeners', `Load balancer '${arn}' can have at most ${most} listeners`);
}

function describe(world: World, listener: Listener): ListenerDescription {
  return { ...describeOwn(listener), DefaultActions: defaultRuleOf(world, listener).actions };
}

function describeOwn(listener: Listener): ListenerDescription {
  const { defaultCertificate } = listener;
  return {
    ListenerArn: listener.arn,
    LoadBalancerArn: listener.loadBalancerArn,
    Port: listener.port,
    Protocol: listener.protocol,
    SslPolicy: listener.sslPolicy,
    Certificates: defaultCertificate === undefined ? undefined : [{ CertificateArn: defaultCertificate }],
    AlpnPolicy: listener.alpnPolicy,
    MutualAuthentication: listener.mutualAuthentication,
  };
}

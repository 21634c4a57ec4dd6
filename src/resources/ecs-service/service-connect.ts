import { sameJson } from '../../core/json.ts';
import { normalPart } from './content.ts';
import type { Loose } from './normal.ts';

export interface ServiceConnect {
  readonly enabled: boolean;
  readonly namespace?: string;
  /** Sorted by port name. */
  readonly services?: readonly ConnectService[];
  readonly logConfiguration?: { readonly logDriver: string; readonly options?: Readonly<Record<string, string>> };
  readonly accessLogConfiguration?: object;
  readonly containerConfigurations?: readonly object[];
}

export interface ConnectService {
  readonly portName: string;
  readonly discoveryName: string;
  readonly clientAliases?: readonly {
    readonly port: number;
    readonly dnsName?: string;
    readonly testTrafficRules?: object;
  }[];
  readonly ingressPortOverride?: number;
  readonly timeout?: { readonly idleTimeoutSeconds?: number; readonly perRequestTimeoutSeconds?: number };
  readonly tls?: object;
}

type LooseConnect = Omit<ServiceConnect, 'services'> & {
  readonly services?: readonly Loose<ConnectService, 'portName'>[] | undefined;
};

/** What is off has nothing else to say. */
export function normalConnect({ enabled, services = [], ...given }: LooseConnect): ServiceConnect {
  if (!enabled) return { enabled };
  const named = services
    .map((service) => normalService(service, given.namespace))
    .toSorted((a, b) => (a.portName < b.portName ? -1 : 1));
  return { ...normalPart(given, 'serviceConnect'), enabled, ...(named.length === 0 ? {} : { services: named }) };
}

function normalService(service: Loose<ConnectService, 'portName'>, namespace: string | undefined): ConnectService {
  const { portName, discoveryName = portName, clientAliases = [], ingressPortOverride, timeout, tls } = service;
  const implied = `${discoveryName}.${namespace}`;
  const aliases = clientAliases.map(({ port, dnsName, testTrafficRules: rules }) => ({
    port,
    ...(dnsName === undefined || dnsName === implied ? {} : { dnsName }),
    ...(rules === undefined ? {} : { testTrafficRules: rules }),
  }));
  return {
    portName,
    discoveryName,
    ...(aliases.length === 0 ? {} : { clientAliases: aliases }),
    ...(ingressPortOverride === undefined ? {} : { ingressPortOverride }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(tls === undefined ? {} : { tls }),
  };
}

/** The namespace of the cluster stands in for one that is not declared. */
export function sameConnect(wanted: ServiceConnect, live: ServiceConnect | undefined): boolean {
  if (live === undefined) return !wanted.enabled;
  const { namespace = live.namespace, ...others } = wanted;
  const isSame = namespace === live.namespace || live.namespace?.endsWith(`/${namespace}`) === true;
  const { namespace: _, ...standing } = live;
  return isSame && sameJson(others, standing);
}

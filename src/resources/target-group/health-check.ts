import { placeOf, type Served } from './attributes.ts';

const thresholds = { healthyThreshold: 5, unhealthyThreshold: 2 };

/** Each key is compared on its own; all as AWS has them. */
export interface HealthCheck {
  readonly enabled?: boolean;
  readonly protocol?: string;
  readonly port?: string;
  readonly path?: string;
  readonly intervalSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly healthyThreshold?: number;
  readonly unhealthyThreshold?: number;
  readonly matcher?: string;
}

/** What decides about the health check of a group. */
interface Checked extends Served {
  readonly protocolVersion?: string;
  readonly healthCheck?: HealthCheck;
}

/** What AWS sets by itself. Some of it follows from the protocol that the check is made in, which need not be the group's. */
export function healthCheckDefaults(group: Checked): HealthCheck {
  const place = placeOf(group);
  if (place === 'lambda') {
    return { ...thresholds, enabled: false, path: '/', matcher: '200', intervalSeconds: 35, timeoutSeconds: 30 };
  }
  const protocol = protocolDefault(group);
  const asked = group.healthCheck?.protocol ?? protocol;
  const common = { ...thresholds, enabled: true, protocol, ...(asked === 'TCP' ? {} : pageDefaults(group)) };
  switch (place) {
    case 'gateway':
      return { ...common, port: '80', intervalSeconds: 10, timeoutSeconds: 5 };
    case 'application':
      return { ...common, port: 'traffic-port', intervalSeconds: 30, timeoutSeconds: 5 };
    case 'network':
    case 'network by address':
    case 'network with datagrams':
      return { ...common, port: 'traffic-port', intervalSeconds: 30, timeoutSeconds: asked === 'HTTP' ? 6 : 10 };
  }
}

function protocolDefault({ targetType, protocol }: Checked): string {
  if (protocol === 'HTTP' || protocol === 'HTTPS') return protocol;
  return targetType === 'alb' ? 'HTTP' : 'TCP';
}

function pageDefaults(group: Checked): HealthCheck {
  if (group.protocolVersion === 'GRPC') return { path: '/AWS.ALB/healthcheck', matcher: '12' };
  return { path: '/', matcher: placeOf(group) === 'application' ? '200' : '200-399' };
}

import type { Text } from '../../core/value.ts';
import type { Action } from '../action/state.ts';

export interface ListenerState {
  readonly loadBalancer: Text;
  /** None for a gateway load balancer. */
  readonly port?: number;
  readonly protocol?: string;
  readonly sslPolicy?: string;
  /** The default certificate. */
  readonly certificate?: string;
  /** The others, chosen by SNI. */
  readonly extraCertificates?: readonly string[];
  readonly alpnPolicy?: string;
  readonly mutualAuthentication?: MutualAuthentication;
  readonly defaultActions: readonly Action[];
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface MutualAuthentication {
  readonly mode: 'off' | 'passthrough' | 'verify';
  readonly trustStore?: string;
  readonly ignoreClientCertificateExpiry?: boolean;
  readonly advertiseTrustStoreCaNames?: 'on' | 'off';
}

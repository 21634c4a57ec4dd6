import type { Text } from '../../core/value.ts';
import type { Action } from '../action/state.ts';

export interface ListenerRuleState {
  readonly listener: Text;
  readonly priority: number;
  readonly conditions: readonly Condition[];
  readonly actions: readonly Action[];
  /** At most one of each kind. */
  readonly transforms?: readonly Transform[];
}

/** Normalised: values sorted, since AWS keeps no order, and in lower case where case means nothing; exactly one key. */
export type Condition =
  | { readonly pathPattern: readonly string[] }
  | { readonly pathPatternRegex: readonly string[] }
  | { readonly hostHeader: readonly string[] }
  | { readonly hostHeaderRegex: readonly string[] }
  | {
      readonly httpHeader: {
        readonly name: string;
        readonly values?: readonly string[];
        readonly regex?: readonly string[];
      };
    }
  | { readonly httpRequestMethod: readonly string[] }
  | { readonly queryString: readonly { readonly key?: string; readonly value: string }[] }
  | { readonly sourceIp: readonly string[] };

export type Transform = { readonly urlRewrite: Rewrite } | { readonly hostHeaderRewrite: Rewrite };

export interface Rewrite {
  readonly regex: string;
  readonly replace: string;
}

import {
  createCredentialChain,
  fromEnv,
  fromIni,
  fromNodeProviderChain,
  fromTemporaryCredentials,
} from '@aws-sdk/credential-providers';
import { systemClock } from '../core/clock.ts';
import { endpointOf, isEmulator, placeholder } from './emulator.ts';

/** A role to take on before anything is asked. */
export interface Role {
  readonly roleArn: string;
  /** What the role's trust policy asks for, where it asks for one. */
  readonly externalId?: string | undefined;
}

interface CredentialOptions {
  readonly region: string;
  readonly endpoint?: string | undefined;
  readonly profile?: string | undefined;
  readonly role?: Role | undefined;
  readonly requestHandler: object;
}

type Provider = ReturnType<typeof fromNodeProviderChain>;

/** Credentials are asked for anew so long before they expire. */
const EARLY_MS = 5 * 60_000;

/**
 * What signs the requests: the credentials that the AWS tools would find, or a role's that they may take on. Files are read
 * each time that they are looked for: who signs in again while we run has written them anew.
 */
export function credentialsOf(options: CredentialOptions): Provider {
  const { region, endpoint, profile, role, requestHandler } = options;
  const found = (): Provider =>
    fromNodeProviderChain({ ignoreCache: true, ...(profile === undefined ? {} : { profile }) });
  if (role === undefined && profile === undefined && isEmulator(endpointOf(endpoint))) return foundOrPlaceholder();
  if (role === undefined) return found();
  const { roleArn, externalId } = role;
  return kept(() =>
    fromTemporaryCredentials({
      masterCredentials: found(),
      params: {
        RoleArn: roleArn,
        RoleSessionName: 'evenkeel',
        ...(externalId === undefined ? {} : { ExternalId: externalId }),
      },
      clientConfig: { region, requestHandler, ...(endpoint === undefined ? {} : { endpoint }) },
    }),
  );
}

/** For an emulator nobody is asked over the network, which would take its time to say that there are none. */
function foundOrPlaceholder(): Provider {
  return createCredentialChain(fromEnv(), fromIni({ ignoreCache: true }), () =>
    Promise.resolve(placeholder.credentials),
  );
}

/**
 * Each client would take on the role for itself; this asks once for all of them. AWS says when they expire by the time of day,
 * so it is that which counts here, and no other clock. It opens another provider each time, for one remembers what it found.
 */
function kept(open: () => Provider): Provider {
  let current: ReturnType<Provider> | undefined;
  let until = 0;
  return (asked) => {
    if (current !== undefined && asked?.forceRefresh !== true && systemClock.now() < until) return current;
    until = Infinity;
    current = open()().then(
      (identity) => {
        until = (identity.expiration?.getTime() ?? Infinity) - EARLY_MS;
        return identity;
      },
      (thrown: unknown) => {
        current = undefined;
        throw thrown;
      },
    );
    return current;
  };
}

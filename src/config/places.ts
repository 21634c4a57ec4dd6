import { openAws, type Aws, type AwsOptions } from '../aws/ports.ts';
import { regionOf } from '../aws/region.ts';
import { EvenkeelError } from '../core/errors.ts';
import { accountOf } from './check.ts';
import type { Config, PlaceConfig } from './schema.ts';

/** One account and region that the folder is about. */
export interface Place {
  readonly name: string;
  readonly region: string;
  /** The account that must be met there, where it is written down. */
  readonly account?: string;
  /** Whose manifests belong there; absent where all do. */
  readonly namespaces?: readonly string[];
  /** The part of AWS's read rates that looking around may use; everything is read in every cycle, where absent. */
  readonly readShare?: number | undefined;
  /** The queue that tells of what happens there, where there is one. */
  readonly events?: string;
  /** Fails where the credentials are another account's. No call is sent once the signal is aborted. */
  open(signal?: AbortSignal): Promise<Aws>;
}

/** The places of a folder; without a configuration the one that evenkeel is started in. */
export async function placesOf(config: Config | undefined, options: AwsOptions): Promise<readonly Place[]> {
  if (config !== undefined) return config.places.map((place) => placeOf(place, options));
  const region = await regionOf(options);
  return [{ name: 'default', region, open: (signal) => openAws({ ...options, region, signal }) }];
}

function placeOf(config: PlaceConfig, options: AwsOptions): Place {
  const { name, region, namespaces, events, readBudget, assumeRole: role } = config;
  const account = accountOf(config);
  return {
    name,
    region,
    namespaces,
    ...(account === undefined ? {} : { account }),
    ...(readBudget === undefined ? {} : { readShare: Number.parseInt(readBudget, 10) / 100 }),
    ...(events === undefined ? {} : { events }),
    async open(signal) {
      const aws = await openAws({ ...options, region, role, signal });
      if (account !== undefined) await meet(aws, name, account);
      return aws;
    },
  };
}

async function meet({ sts }: Aws, place: string, account: string): Promise<void> {
  const { Account: met, Arn: who } = await sts.getCallerIdentity({});
  if (met === account) return;
  throw new EvenkeelError({
    code: 'denied',
    retry: 'never',
    message: `the place "${place}" is account ${account}, but the credentials are of ${met ?? 'no account'} (${who ?? 'nobody'})`,
    remedy: 'correct account or assumeRole in evenkeel.yaml, or start evenkeel with other credentials',
  });
}

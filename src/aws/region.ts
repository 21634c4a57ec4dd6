import { wrongInput } from '../core/errors.ts';
import { endpointOf, isEmulator, placeholder } from './emulator.ts';

interface Given {
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly profile?: string | undefined;
}

/** The region that is meant: as given, else as the AWS tools find it, in the environment and then in the profile; an emulator needs none. */
export async function regionOf({ region, endpoint, profile }: Given): Promise<string> {
  const given = region ?? (process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION']);
  if (given !== undefined && given !== '') return given;
  const { Client } = await import('./clients/sts.ts');
  try {
    return await new Client(profile === undefined ? {} : { profile }).config.region();
  } catch (cause) {
    if (profile === undefined && isEmulator(endpointOf(endpoint))) return placeholder.region;
    throw wrongInput('no AWS region is set', 'pass --region, set AWS_REGION, or give the profile a region', cause);
  }
}

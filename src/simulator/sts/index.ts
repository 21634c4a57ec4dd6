import type {
  AssumeRoleRequest,
  AssumeRoleResponse,
  GetCallerIdentityRequest,
  GetCallerIdentityResponse,
} from '@aws-sdk/client-sts';
import { arnOf, identityIn, type Identity, principalIdOf, sessionKey, tokenFor } from '../identity.ts';
import { randomHex } from '../random.ts';
import { AwsError, type Call, type Operation } from '../service.ts';
import type { World } from '../world.ts';

/** STS's operations: who is calling, and another account's or role's credentials. */
export const stsOperations: Record<string, Operation<World>> = {
  AssumeRole: assumeRole,
  GetCallerIdentity: getCallerIdentity,
};

/** The user whom everything belongs to that was made without a caller. */
export function callerArn(account: string): string {
  return arnOf(identityIn(account));
}

function getCallerIdentity(
  _: GetCallerIdentityRequest,
  { account, identity = identityIn(account) }: Call<World>,
): GetCallerIdentityResponse {
  return { Account: account, Arn: arnOf(identity), UserId: principalIdOf(identity) };
}

/** Calls with the credentials that it gives land in the role's account, and are the session's. */
function assumeRole(input: AssumeRoleRequest, { world, clock }: Call<World>): AssumeRoleResponse {
  const [, account, role] =
    /^arn:aws[\w-]*:iam::(\d{12}):role\/((?:.*\/)?[\w+=,.@-]+)$/.exec(input.RoleArn ?? '') ?? [];
  if (account === undefined || role === undefined) throw new AwsError('ValidationError', `${input.RoleArn} is invalid`);
  const owner = { role, session: input.RoleSessionName ?? '' };
  const accessKey = sessionKey(account, randomHex(world.random, 4).toUpperCase());
  const identity: Identity = { owner, account, accessKey };
  return {
    Credentials: {
      AccessKeyId: accessKey,
      SecretAccessKey: randomHex(world.random, 40),
      SessionToken: tokenFor(owner),
      Expiration: new Date(clock.now() + (input.DurationSeconds ?? 3600) * 1000),
    },
    AssumedRoleUser: { Arn: arnOf(identity), AssumedRoleId: principalIdOf(identity) },
  };
}

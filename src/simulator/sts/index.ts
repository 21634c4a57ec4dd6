import type {
  AssumeRoleRequest,
  AssumeRoleResponse,
  GetCallerIdentityRequest,
  GetCallerIdentityResponse,
} from '@aws-sdk/client-sts';
import { randomHex } from '../random.ts';
import { AwsError, type Call, type Operation } from '../service.ts';
import type { World } from '../world.ts';

/** STS's operations: who is calling, and another account's or role's credentials. */
export const stsOperations: Record<string, Operation<World>> = {
  AssumeRole: assumeRole,
  GetCallerIdentity: getCallerIdentity,
};

/** The user that every call comes from: signatures are not checked. */
export function callerArn(account: string): string {
  return `arn:aws:iam::${account}:user/evenkeel`;
}

function getCallerIdentity(_: GetCallerIdentityRequest, { account }: Call<World>): GetCallerIdentityResponse {
  return { Account: account, Arn: callerArn(account), UserId: `AIDA${account}EVENKEEL` };
}

/** The access key that it gives is the role's account number, so that calls signed with it land in that account. */
function assumeRole(input: AssumeRoleRequest, { world, clock }: Call<World>): AssumeRoleResponse {
  const [, account, role] =
    /^arn:aws[\w-]*:iam::(\d{12}):role\/(?:.*\/)?([\w+=,.@-]+)$/.exec(input.RoleArn ?? '') ?? [];
  if (account === undefined || role === undefined) throw new AwsError('ValidationError', `${input.RoleArn} is invalid`);
  const session = input.RoleSessionName ?? '';
  return {
    Credentials: {
      AccessKeyId: account,
      SecretAccessKey: randomHex(world.random, 40),
      SessionToken: randomHex(world.random, 64),
      Expiration: new Date(clock.now() + (input.DurationSeconds ?? 3600) * 1000),
    },
    AssumedRoleUser: {
      Arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
      AssumedRoleId: `AROA${account}EVENKEEL:${session}`,
    },
  };
}

import type { IncomingHttpHeaders } from 'node:http';

/** Whom an access key belongs to: a user, a session of a role, or, where both are absent, the account's owner. */
export interface Owner {
  readonly user?: string;
  /** With its path, where it has one. */
  readonly role?: string;
  readonly session?: string;
  readonly root?: boolean;
}

/** Who makes a call. */
export interface Identity {
  readonly owner: Owner;
  readonly account: string;
  readonly accessKey: string;
}

export const DEFAULT_ACCOUNT = '123456789012';

/** Owners by access key, as a fixture has them. */
export type Owners = Readonly<Record<string, Owner>>;

/** The user who calls without a key. */
const nobody: Owner = { user: 'anonymous' };

/** Who a request's headers say that they are; the signature is not verified. */
export function identityOf(headers: IncomingHttpHeaders, accessKey: string, owners: Owners = {}): Identity {
  const named = headers['x-moto-account-id'];
  const account = typeof named === 'string' && /^\d{12}$/.test(named) ? named : accountOf(accessKey);
  const token = headers['x-amz-security-token'];
  const known = Object.hasOwn(owners, accessKey) ? owners[accessKey] : undefined;
  return { owner: known ?? ownerIn(token) ?? userOf(accessKey), account, accessKey };
}

/** A caller of that account who showed no key. */
export function identityIn(account: string): Identity {
  return { owner: nobody, account, accessKey: '' };
}

/** A key of which nothing else is known belongs to a user of the same name. */
function userOf(accessKey: string): Owner {
  return accessKey === '' ? nobody : { user: accessKey };
}

/** An access key id that is an account's number, or was given for a role of that account, else the default. */
function accountOf(accessKey: string): string {
  const [, bare, role] = /^(?:(\d{12})|ASIA(\d{12})[A-Z0-9]{4})$/.exec(accessKey) ?? [];
  return bare ?? role ?? DEFAULT_ACCOUNT;
}

/** The access key id of a role's session, from which its account can be read. */
export function sessionKey(account: string, suffix: string): string {
  return `ASIA${account}${suffix}`;
}

/** The session token of a role: whoever shows it is known by it. */
export function tokenFor(owner: Owner): string {
  return Buffer.from(JSON.stringify(owner)).toString('base64');
}

function ownerIn(token: string | string[] | undefined): Owner | undefined {
  if (typeof token !== 'string') return undefined;
  try {
    const { role, session } = JSON.parse(Buffer.from(token, 'base64').toString()) as Owner;
    return role === undefined || session === undefined ? undefined : { role, session };
  } catch {
    return undefined;
  }
}

export function arnOf({ owner, account }: Identity): string {
  if (owner.role !== undefined)
    return `arn:aws:sts::${account}:assumed-role/${roleName(owner.role)}/${owner.session ?? ''}`;
  return `arn:aws:iam::${account}:${owner.user === undefined ? 'root' : `user/${owner.user}`}`;
}

/** What IAM calls it beside its name. */
export function principalIdOf({ owner, account }: Identity): string {
  if (owner.role !== undefined) return `${idOf('AROA', account, roleName(owner.role))}:${owner.session ?? ''}`;
  return owner.user === undefined ? account : idOf('AIDA', account, owner.user);
}

/** The user, the role's session or the account: CloudTrail looks events up by it. */
export function nameOf({ owner }: Identity): string {
  return owner.session ?? owner.user ?? 'root';
}

/** Who calls, as CloudTrail writes it down. */
export function userIdentityOf(identity: Identity, now: number): object {
  const { owner, account, accessKey } = identity;
  const common = {
    principalId: principalIdOf(identity),
    arn: arnOf(identity),
    accountId: account,
    ...(accessKey === '' ? {} : { accessKeyId: accessKey }),
  };
  if (owner.role === undefined)
    return owner.user === undefined
      ? { type: 'Root', ...common }
      : { type: 'IAMUser', ...common, userName: owner.user };
  const name = roleName(owner.role);
  return {
    type: 'AssumedRole',
    ...common,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: idOf('AROA', account, name),
        arn: `arn:aws:iam::${account}:role/${owner.role}`,
        accountId: account,
        userName: name,
      },
      webIdFederationData: {},
      attributes: { mfaAuthenticated: 'false', creationDate: `${new Date(now).toISOString().slice(0, 19)}Z` },
    },
  };
}

function roleName(role: string): string {
  return role.slice(role.lastIndexOf('/') + 1);
}

function idOf(prefix: string, account: string, name: string): string {
  return `${prefix}${account}${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}`;
}

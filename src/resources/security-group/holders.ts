import type { NetworkInterface } from '@aws-sdk/client-ec2';
import { allPages, EC2_PAGE } from '../../aws/pages.ts';
import type { Ec2Port } from '../../aws/ports.ts';
import { EvenkeelError } from '../../core/errors.ts';
import { readRules } from '../security-group-rule/observe.ts';
import { readGroups } from './observe.ts';

/** What keeps a group from being deleted, and what would make it let go. */
interface Holder {
  readonly text: string;
  readonly remedy: string;
}

/** AWS only says that something depends on the group; this says what. Where that can't be read, AWS's words stand alone. */
export async function heldBy(ec2: Ec2Port, group: string, refusal: EvenkeelError): Promise<EvenkeelError> {
  const holders = await readHolders(ec2, group).catch((thrown: unknown) => {
    if (thrown instanceof EvenkeelError) return [];
    throw thrown;
  });
  if (holders.length === 0) return refusal;
  return new EvenkeelError({
    ...refusal.facts,
    message: `security group ${group} is held by ${holders.map((holder) => holder.text).join(' and by ')}`,
    remedy: [...new Set(holders.map((holder) => holder.remedy))].join('; '),
    retry: 'soon',
    cause: refusal,
  });
}

async function readHolders(ec2: Ec2Port, group: string): Promise<Holder[]> {
  const [interfaces, rules] = await Promise.all([interfacesIn(ec2, group), rulesAbout(ec2, group)]);
  return [...interfaces, ...rules];
}

async function interfacesIn(ec2: Ec2Port, group: string): Promise<Holder[]> {
  const found = await allPages(
    ec2.describeNetworkInterfaces,
    { Filters: [{ Name: 'group-id', Values: [group] }], MaxResults: EC2_PAGE },
    (page) => page.NetworkInterfaces,
    { tokenIn: 'NextToken' },
  );
  return found.map(interfaceHolder);
}

function interfaceHolder(found: NetworkInterface): Holder {
  const { NetworkInterfaceId: id = '', Attachment: attachment, Description: description } = found;
  const instance = attachment?.InstanceId;
  if (instance !== undefined) {
    return {
      text: `instance ${instance} through network interface ${id}`,
      remedy: `take the group off ${instance}, or terminate it`,
    };
  }
  const owner = found.RequesterId ?? attachment?.InstanceOwnerId ?? found.OwnerId;
  const said = [description ? `"${description}"` : undefined, owner === undefined ? undefined : `of ${owner}`];
  const facts = said.filter((part) => part !== undefined).join(' ');
  return {
    text: `network interface ${id}${facts === '' ? '' : ` (${facts})`}`,
    remedy: found.RequesterManaged
      ? 'AWS deletes its interfaces some minutes after what they served'
      : `take the group off ${id}, or delete that interface`,
  };
}

/** Rules of other groups that admit this one. */
async function rulesAbout(ec2: Ec2Port, group: string): Promise<Holder[]> {
  const filters = ['ip-permission.group-id', 'egress.ip-permission.group-id'];
  const groups = await Promise.all(filters.map((Name) => readGroups(ec2, [{ Name, Values: [group] }])));
  const ids = [...new Set(groups.flat().map((live) => live.physical))].filter((id) => id !== group);
  const rules = await readRules(ec2, ids);
  return rules
    .filter((rule) => rule.uses.includes(group))
    .map((rule) => ({
      text: `rule ${rule.physical} of security group ${rule.parent}`,
      remedy: `delete rule ${rule.physical} of ${rule.parent}`,
    }));
}

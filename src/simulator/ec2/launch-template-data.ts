import type { RequestLaunchTemplateData } from '@aws-sdk/client-ec2';
import { AwsError } from '../service.ts';
import { required } from './kinds.ts';
import type { Tags } from './state.ts';
import { putTags } from './tagging.ts';

const MOST_USER_DATA_BYTES = 16 * 1024;

/** What a version is to hold, as AWS would take it: templates are checked for form, not for what they lead to. */
export function readTemplateData(data: RequestLaunchTemplateData | undefined): RequestLaunchTemplateData {
  const read = required(data, 'LaunchTemplateData');
  if (Object.keys(read).length === 0)
    throw new AwsError('MissingParameter', 'The request must contain at least one member of LaunchTemplateData');
  checkUserData(read.UserData);
  if (read.SecurityGroupIds?.length && read.NetworkInterfaces?.length)
    throw new AwsError(
      'InvalidParameterCombination',
      'Network interfaces and an instance-level security groups may not be specified on the same request',
    );
  for (const { ResourceType, Tags = [] } of read.TagSpecifications ?? []) {
    required(ResourceType, 'ResourceType');
    putTags(new Map(), Tags);
  }
  return read;
}

/** The tags that the data gives to one kind of what it launches. */
export function templateTags(data: RequestLaunchTemplateData, kind: 'instance' | 'volume'): Tags {
  const tags: Tags = new Map();
  for (const { ResourceType, Tags: added = [] } of data.TagSpecifications ?? [])
    if (ResourceType === kind) putTags(tags, added);
  return tags;
}

function checkUserData(userData: string | undefined): void {
  if (userData === undefined) return;
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(userData))
    throw new AwsError('InvalidUserData.Malformed', 'Invalid BASE64 encoding of user data');
  if (Buffer.from(userData, 'base64').length > MOST_USER_DATA_BYTES)
    throw new AwsError('InvalidParameterValue', `User data is limited to ${MOST_USER_DATA_BYTES} bytes`);
}

/** What EC2 says when Auto Scaling cannot launch, and what to do about it. */
interface LaunchCause {
  readonly said: RegExp;
  readonly text: string;
  /** In the Service's manifest. */
  readonly path?: string;
}

const template = 'spec.autoScalingGroup.launchTemplate';

const causes: readonly LaunchCause[] = [
  {
    said: /image id .* does not exist|InvalidAMIID/i,
    text: 'name an image that exists in this region and that the account may use',
    path: `${template}.image`,
  },
  {
    said: /sufficient .*capacity|InsufficientInstanceCapacity/i,
    text: 'name another instance type, or subnets of more zones: AWS has none of these left there for now',
    path: `${template}.instanceType`,
  },
  {
    said: /vCPU|limit|quota/i,
    text: 'ask AWS to raise the quota for that family of instances, or name a smaller type',
    path: `${template}.instanceType`,
  },
  { said: /key pair/i, text: 'name a key pair of this region, or none', path: `${template}.keyName` },
  {
    said: /security group/i,
    text: "name security groups of the subnets' own VPC",
    path: `${template}.securityGroups`,
  },
  {
    said: /instance profile|PassRole/i,
    text: 'name an instance profile that exists and that Auto Scaling may pass on',
    path: `${template}.iamInstanceProfile`,
  },
  {
    said: /instance type|architecture|not supported/i,
    text: 'name an instance type that these zones have and that suits the image',
    path: `${template}.instanceType`,
  },
  {
    said: /free addresses|subnet/i,
    text: 'name subnets that exist and have free addresses',
    path: 'spec.autoScalingGroup.subnets',
  },
];

export function launchCauseOf(said: string): Pick<LaunchCause, 'text' | 'path'> {
  return causes.find((cause) => cause.said.test(said)) ?? { text: 'fix what AWS names', path: template };
}

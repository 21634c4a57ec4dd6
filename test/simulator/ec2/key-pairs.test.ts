import {
  CreateKeyPairCommand,
  DeleteKeyPairCommand,
  DescribeKeyPairsCommand,
  DescribeTagsCommand,
  ImportKeyPairCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import { AMAZON_LINUX, open, refusal } from '../support.ts';

test('a key pair is made, described and deleted, by its name or its id', async () => {
  const { ec2 } = await open();
  const Tags = [{ Key: 'team', Value: 'web' }];
  const made = await ec2.send(
    new CreateKeyPairCommand({ KeyName: 'web', TagSpecifications: [{ ResourceType: 'key-pair', Tags }] }),
  );
  expect(made.KeyMaterial).toMatch(/^-----BEGIN RSA PRIVATE KEY-----\n/);
  expect(made.KeyFingerprint).toMatch(/^(?:[\da-f]{2}:){19}[\da-f]{2}$/);
  const { KeyPairs } = await ec2.send(new DescribeKeyPairsCommand({ KeyNames: ['web'] }));
  expect(KeyPairs).toMatchObject([{ KeyName: 'web', KeyPairId: made.KeyPairId, KeyType: 'rsa', Tags }]);
  const tagged = await ec2.send(
    new DescribeTagsCommand({ Filters: [{ Name: 'resource-type', Values: ['key-pair'] }] }),
  );
  expect(tagged.Tags).toMatchObject([{ ResourceId: made.KeyPairId, ResourceType: 'key-pair' }]);
  await ec2.send(new DeleteKeyPairCommand({ KeyPairId: made.KeyPairId }));
  await ec2.send(new DeleteKeyPairCommand({ KeyName: 'web' }));
  expect((await ec2.send(new DescribeKeyPairsCommand({}))).KeyPairs).toEqual([]);
});

test('a name is taken once, and what is no public key is refused', async () => {
  const { ec2 } = await open();
  const key = (text: string): Uint8Array => Buffer.from(text);
  const PublicKeyMaterial = key('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 web@example.com');
  const imported = await ec2.send(new ImportKeyPairCommand({ KeyName: 'web', PublicKeyMaterial }));
  expect(imported).toMatchObject({ KeyName: 'web', KeyPairId: expect.stringMatching(/^key-0[\da-f]{16}$/) as string });
  expect(await refusal(ec2.send(new CreateKeyPairCommand({ KeyName: 'web' })))).toMatch(/^InvalidKeyPair\.Duplicate: /);
  const odd = new ImportKeyPairCommand({ KeyName: 'odd', PublicKeyMaterial: key('secret') });
  expect(await refusal(ec2.send(odd))).toMatch(/^InvalidKey\.Format: /);
  expect(await refusal(ec2.send(new DescribeKeyPairsCommand({ KeyNames: ['odd'] })))).toBe(
    "InvalidKeyPair.NotFound: The key pair 'odd' does not exist",
  );
});

test('an instance needs a key that there is, and a type that there could be', async () => {
  const { ec2 } = await open();
  const run = (more: object): Promise<unknown> =>
    ec2.send(new RunInstancesCommand({ ImageId: AMAZON_LINUX, MinCount: 1, MaxCount: 1, ...more }));
  expect(await refusal(run({ KeyName: 'web' }))).toBe("InvalidKeyPair.NotFound: The key pair 'web' does not exist");
  for (const InstanceType of ['t9.micro', 't3.mega', 'micro', 'y2.large'])
    expect(await refusal(run({ InstanceType }))).toBe(
      `InvalidParameterValue: Invalid value '${InstanceType}' for InstanceType.`,
    );
  for (const InstanceType of [
    't3.micro',
    'm7i-flex.12xlarge',
    'c7gn.metal',
    'i3en.metal',
    'u-6tb1.56xlarge',
    'x2iedn.32xlarge',
  ])
    await run({ InstanceType });
});

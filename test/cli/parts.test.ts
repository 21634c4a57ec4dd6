import * as ec2 from '@aws-sdk/client-ec2';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { actionName, services } from '../../src/aws/operations.ts';

test('the part that speaks with EC2 knows the operations that we call, and no other', () => {
  const parts = join(dirname(inject('executable')), 'parts');
  const part = readdirSync(parts).find((file) => file.startsWith('ec2-'));
  const text = readFileSync(join(parts, part!), 'utf8');
  const inputs = [...text.matchAll(/"(\w+)Request"/g)].map(([, name]) => name!);
  const known = inputs.filter((name) => Object.hasOwn(ec2, `${name}Command`));
  expect(known.toSorted()).toEqual(services.ec2.operations.map(actionName).toSorted());
});

import {
  AllocateAddressCommand,
  CreateNatGatewayCommand,
  CreateRouteCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { folderOf } from '../support/folders.ts';
import { openAccount, type Account } from './account.ts';
import { InProcess } from './in-process.ts';

const evenkeel = new InProcess();

interface Json {
  readonly leftovers: readonly { readonly id: string; readonly what: string; readonly monthly?: number }[];
}

async function addNatGateway({ sdk: { ec2 } }: Account): Promise<string> {
  const { AllocationId } = await ec2.send(new AllocateAddressCommand({}));
  const { Subnets: [subnet] = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  const { NatGateway } = await ec2.send(new CreateNatGatewayCommand({ SubnetId: subnet?.SubnetId, AllocationId }));
  return NatGateway!.NatGatewayId!;
}

describe('leftovers', () => {
  test('are none of what the folder asks for, and all of it when asked as if it did not', async () => {
    const account = await openAccount(evenkeel);
    await account.run('apply', '--yes');
    expect(await account.run('leftovers')).toMatchObject({ code: 0, stderr: '' });
    const { code, stdout } = await account.run('leftovers', '--all', '-o', 'json');
    expect(code).toBe(2);
    const { leftovers } = JSON.parse(stdout) as Json;
    expect(leftovers.map(({ what, monthly }) => [what, monthly])).toEqual([
      ['load balancer', 23.73],
      ['security group', 0],
      ['target group', 0],
      ['target group', 0],
    ]);
    await account.run('delete', '--yes');
    expect((await account.run('leftovers', '--all')).stdout).toMatch(/^No leftovers\.\n/);
  });

  test('are addresses and NAT gateways too, as long as they serve nobody', async () => {
    const account = await openAccount(evenkeel);
    const { ec2 } = account.sdk;
    const gateway = await addNatGateway(account);
    const { AllocationId: idle } = await ec2.send(new AllocateAddressCommand({}));
    const first = await account.run('leftovers');
    expect(first.code).toBe(2);
    expect(first.stdout).toContain(`Elastic IP address ${idle}  $3.65 a month\n    aws ec2 release-address`);
    expect(first.stdout).toContain(`NAT gateway ${gateway}  $43.07 a month\n    aws ec2 delete-nat-gateway`);
    expect(first.stdout).toContain('2 things are left: $46.72 a month.');

    const { RouteTables: [table] = [] } = await ec2.send(new DescribeRouteTablesCommand({}));
    const route = { DestinationCidrBlock: '192.0.2.0/24', NatGatewayId: gateway };
    await ec2.send(new CreateRouteCommand({ RouteTableId: table?.RouteTableId, ...route }));
    expect((await account.run('leftovers')).stdout).toContain('1 thing is left: $3.65 a month.');
  });

  test('of an empty folder are whatever stands', async () => {
    const account = await openAccount(evenkeel);
    await account.run('apply', '--yes');
    const { code, stdout } = await account.run('leftovers', '-f', folderOf({}));
    expect(code).toBe(2);
    expect(stdout).toMatch(/load balancer arn:\S+ {2}\$23\.73 a month {2}LoadBalancer\/default\/content-routing\n/);
  });

  test('are not reported as all of them where something can not be read', async () => {
    const account = await openAccount(evenkeel);
    account.simulator.faults.set([{ kind: 'access-denied', action: 'DescribeLoadBalancers' }]);
    const unread = await account.run('leftovers');
    expect(unread.code).toBe(1);
    expect(unread.stderr).toMatch(/^some of it could not be read: .*DescribeLoadBalancers/);
    account.simulator.faults.set([{ kind: 'access-denied', action: 'GetResources' }]);
    const denied = await account.run('leftovers');
    expect(denied).toMatchObject({ code: 1, stdout: '' });
    expect(denied.stderr).toContain('tag:GetResources');
  });
});

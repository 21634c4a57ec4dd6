import {
  CreateClusterCommand,
  CreateServiceCommand,
  type CreateServiceCommandInput,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  type Service,
  type Task,
} from '@aws-sdk/client-ecs';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DescribeTargetHealthCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ManualClock } from '../../../src/core/clock.ts';
import { must } from '../elbv2/ground.ts';
import { open } from '../support.ts';

/** A cluster in the default VPC, a load balancer with two groups on one rule, and a task definition with revision 1. */
export async function breakGround() {
  const clock = new ManualClock();
  const { simulator, ecs, elbv2, ...clients } = await open({
    clock,
    settings: { provisioningMs: 0, initialHealthMs: 4000, drainingMs: 3000, taskStartMs: 2000, taskStopMs: 1000 },
  });
  const world = simulator.world();
  const subnets = [...world.ec2.subnets.values()];
  const subnetIds = subnets.map(({ subnetId }) => subnetId);
  const VpcId = must(subnets[0]).vpcId;
  const balancer = await elbv2.send(new CreateLoadBalancerCommand({ Name: 'web', Subnets: subnetIds }));
  const group = async (Name: string): Promise<string> => {
    const input = { Name, Protocol: 'HTTP', Port: 80, VpcId, TargetType: 'ip' } as const;
    return must((await elbv2.send(new CreateTargetGroupCommand(input))).TargetGroups?.[0]?.TargetGroupArn);
  };
  const [blue, green, stray] = [await group('blue'), await group('green'), await group('stray')];
  const listener = await elbv2.send(
    new CreateListenerCommand({
      LoadBalancerArn: must(balancer.LoadBalancers?.[0]).LoadBalancerArn,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
    }),
  );
  const rule = await elbv2.send(
    new CreateRuleCommand({
      ListenerArn: must(listener.Listeners?.[0]).ListenerArn,
      Priority: 1,
      Conditions: [{ Field: 'path-pattern', Values: ['/*'] }],
      Actions: [
        {
          Type: 'forward',
          ForwardConfig: { TargetGroups: [blue, green].map((TargetGroupArn) => ({ TargetGroupArn, Weight: 1 })) },
        },
      ],
    }),
  );
  await ecs.send(new CreateClusterCommand({ clusterName: 'demo', capacityProviders: ['FARGATE', 'FARGATE_SPOT'] }));
  const register = async (image: string, more: object = {}): Promise<string> => {
    const answer = await ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'web',
        networkMode: 'awsvpc',
        requiresCompatibilities: ['FARGATE'],
        cpu: '256',
        memory: '512',
        containerDefinitions: [{ name: 'web', image, portMappings: [{ containerPort: 80 }] }],
        ...more,
      }),
    );
    return must(answer.taskDefinition?.taskDefinitionArn);
  };
  const taskDefinition = await register('web:1');
  const wanted: CreateServiceCommandInput = {
    cluster: 'demo',
    serviceName: 'web',
    taskDefinition,
    desiredCount: 3,
    launchType: 'FARGATE',
    loadBalancers: [{ targetGroupArn: blue, containerName: 'web', containerPort: 80 }],
    networkConfiguration: { awsvpcConfiguration: { subnets: subnetIds, assignPublicIp: 'ENABLED' } },
  };
  const service = async (serviceName = 'web'): Promise<Service> =>
    must((await ecs.send(new DescribeServicesCommand({ cluster: 'demo', services: [serviceName] }))).services?.[0]);
  const tasks = async (desiredStatus: 'RUNNING' | 'STOPPED' = 'RUNNING'): Promise<Task[]> => {
    const listed = await ecs.send(new ListTasksCommand({ cluster: 'demo', desiredStatus }));
    if (!listed.taskArns?.length) return [];
    return (await ecs.send(new DescribeTasksCommand({ cluster: 'demo', tasks: listed.taskArns }))).tasks ?? [];
  };
  return {
    ...clients,
    simulator,
    world,
    clock,
    ecs,
    elbv2,
    subnetIds,
    blue,
    green,
    stray,
    ruleArn: must(rule.Rules?.[0]?.RuleArn),
    register,
    wanted,
    service,
    tasks,
    create: (more: Partial<CreateServiceCommandInput> = {}) =>
      ecs.send(new CreateServiceCommand({ ...wanted, ...more })),
    /** How many targets of a group are in each state. */
    targets: async (TargetGroupArn: string): Promise<Record<string, number>> => {
      const described = await elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
      const states = described.TargetHealthDescriptions?.map(({ TargetHealth }) => TargetHealth?.State ?? '') ?? [];
      return Object.fromEntries(
        [...new Set(states)].map((state) => [state, states.filter((each) => each === state).length]),
      );
    },
  };
}

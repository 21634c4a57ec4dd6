import type { System } from './system.ts';

export const asgWeb: System = {
  folder: 'asg-web',
  fixture: 'vpc-lab',
  interferences: [
    {
      what: 'moves the load balancer to another subnet',
      act: (hand) => hand.moveTo('Web-ALB', ['Public subnet A', 'Private subnet C']),
      changes: ['update load-balancer/default/web-alb (drift)'],
    },
    {
      what: 'lets anyone reach the instances',
      act: (hand) => hand.openPort('ASG-Web-Inst-SG', 80),
      changes: ['delete security-group-rule/default/asg-web-inst-sg/sgr-* (drift)'],
    },
    {
      what: 'adds a version to the launch template',
      act: ({ groups }) => groups.addVersion('Web', { InstanceType: 't3.large' }),
      changes: ['update auto-scaling-group/default/web (dependency)', 'update launch-template/default/web (drift)'],
    },
    {
      what: 'lets the group grow further',
      act: ({ groups }) => groups.change('Web-ASG', { MaxSize: 6 }),
      changes: ['update auto-scaling-group/default/web (drift)'],
      diffs: ['/spec/autoScalingGroup/maxSize: 6 → 4'],
    },
    {
      what: 'asks for as many instances as the policy could',
      act: ({ groups }) => groups.change('Web-ASG', { DesiredCapacity: 3 }),
      changes: [],
    },
    {
      what: "leaves the group with EC2's own health checks",
      act: ({ groups }) => groups.change('Web-ASG', { HealthCheckType: 'EC2' }),
      changes: ['update auto-scaling-group/default/web (drift)'],
      diffs: ['/spec/autoScalingGroup/healthCheck/type: "EC2" → "ELB"'],
    },
    {
      what: 'moves the group into one zone',
      act: async (hand) => {
        const [subnet = ''] = await hand.subnets(['Private subnet A']);
        await hand.groups.change('Web-ASG', { VPCZoneIdentifier: subnet });
      },
      changes: ['update auto-scaling-group/default/web (drift)'],
    },
    {
      what: 'deletes the scaling policy',
      act: ({ groups }) => groups.deletePolicy('Web-ASG', 'cpu-30'),
      changes: ['create scaling-policy/default/web/cpu-30 (drift)'],
    },
    {
      what: 'lets the policy wait for more work',
      act: ({ groups }) => groups.putPolicy('Web-ASG', 'cpu-30', 80),
      changes: ['update scaling-policy/default/web/cpu-30 (drift)'],
    },
    {
      what: 'adds a scaling policy',
      act: ({ groups }) => groups.putPolicy('Web-ASG', 'by-hand', 90),
      changes: ['delete scaling-policy/default/web/by-hand (drift)'],
    },
    {
      what: 'takes the target group from the group',
      act: async (hand) => hand.groups.detach('Web-ASG', await hand.targetGroup('Web-TG')),
      changes: ['update auto-scaling-group/default/web (drift)'],
    },
    {
      what: 'removes a tag that instances are given',
      act: ({ groups }) => groups.untag('Web-ASG', 'Name'),
      changes: ['update auto-scaling-group/default/web (drift)'],
      diffs: ['/spec/autoScalingGroup/tags/Name: null → "ASG-Web-Instance"'],
    },
    {
      what: 'switches the metrics of the group off',
      act: ({ groups }) => groups.stopMetrics('Web-ASG'),
      changes: ['update auto-scaling-group/default/web (drift)'],
      diffs: ['/spec/autoScalingGroup/metricsCollection: [] → ["all"]'],
    },
  ],
};

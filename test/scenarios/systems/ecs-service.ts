import type { System } from './system.ts';

export const ecsService: System = {
  folder: 'ecs-service',
  fixture: 'ecs-service',
  interferences: [
    {
      what: 'opens the tasks to everybody',
      act: (hand) => hand.openPort('ecs-web-task-sg', 80),
      changes: ['delete security-group-rule/default/ecs-web-task-sg/sgr-* (drift)'],
    },
    {
      what: 'asks for as many tasks as the scaling could',
      act: ({ services }) => services.change('demo/ecs-web', { desiredCount: 5 }),
      changes: [],
    },
    {
      what: 'asks for more tasks than the scaling may',
      act: ({ services }) => services.change('demo/ecs-web', { desiredCount: 12 }),
      changes: ['update ecs-service/default/ecs-web (drift)'],
      diffs: ['/spec/ecs/autoScaling: {"desired":12} → {"min":2,"max":10,"initial":3}'],
    },
    {
      what: 'has it run another image',
      act: ({ services }) => services.swapImage('demo/ecs-web', 'nginx:1.26'),
      changes: ['update ecs-service/default/ecs-web (drift)'],
    },
    {
      what: 'puts the tasks behind the security group of the load balancer',
      act: async (hand) =>
        hand.services.moveNetwork('demo/ecs-web', { securityGroups: [await hand.securityGroup('ecs-web-alb-sg')] }),
      changes: ['update ecs-service/default/ecs-web (drift)'],
      diffs: ['/spec/ecs/network/securityGroups: ["sg-*"] → ["sg-*"]'],
    },
    {
      what: 'takes the public addresses from the tasks',
      act: ({ services }) => services.moveNetwork('demo/ecs-web', { assignPublicIp: 'DISABLED' }),
      changes: ['update ecs-service/default/ecs-web (drift)'],
      diffs: ['/spec/ecs/network/assignPublicIp: false → true'],
    },
    {
      what: 'switches the circuit breaker off',
      act: ({ services }) =>
        services.change('demo/ecs-web', {
          deploymentConfiguration: { deploymentCircuitBreaker: { enable: false, rollback: false } },
        }),
      changes: ['update ecs-service/default/ecs-web (drift)'],
      diffs: [
        '/spec/ecs/deployment/circuitBreaker: {"enable":false,"rollback":false} → {"enable":true,"rollback":true}',
      ],
    },
    {
      what: 'leaves the tasks in the zones where they are',
      act: ({ services }) => services.change('demo/ecs-web', { availabilityZoneRebalancing: 'DISABLED' }),
      changes: ['update ecs-service/default/ecs-web (drift)'],
      diffs: ['/spec/ecs/availabilityZoneRebalancing: "DISABLED" → "ENABLED"'],
    },
    {
      what: 'removes a tag',
      act: ({ services }) => services.untag('demo/ecs-web', 'Project'),
      changes: ['update ecs-service/default/ecs-web (drift)'],
      diffs: ['/spec/tags/Project: null → "ecs service"'],
    },
    {
      what: 'lets the service grow further',
      act: ({ services }) => services.setMost('demo/ecs-web', 20),
      changes: ['update scalable-target/default/ecs-web (drift)'],
    },
    {
      what: 'deletes the scaling policy',
      act: ({ services }) => services.deletePolicy('demo/ecs-web', 'cpu'),
      changes: ['create service-scaling-policy/default/ecs-web/cpu (drift)'],
    },
    {
      what: 'adds a scaling policy',
      act: ({ services }) => services.putPolicy('demo/ecs-web', 'by-hand', 90),
      changes: ['delete service-scaling-policy/default/ecs-web/by-hand (drift)'],
    },
    {
      what: 'has the service scale no more',
      act: ({ services }) => services.forgetScaling('demo/ecs-web'),
      changes: [
        'create scalable-target/default/ecs-web (drift)',
        'create service-scaling-policy/default/ecs-web/cpu (drift)',
      ],
    },
  ],
};

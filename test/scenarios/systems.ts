import { asgWeb } from './systems/asg-web.ts';
import { ecsService } from './systems/ecs-service.ts';
import type { System } from './systems/system.ts';

const contentRouting: System = {
  folder: 'content-routing',
  fixture: 'content-routing',
  interferences: [
    {
      what: 'changes an attribute of the load balancer',
      act: (hand) => hand.setBalancerAttribute('content-routing', 'idle_timeout.timeout_seconds', '60'),
      changes: ['update load-balancer/default/content-routing (drift)'],
      diffs: ['/spec/attributes/idle_timeout.timeout_seconds: "60" → "120"'],
    },
    {
      what: 'removes a tag',
      act: (hand) => hand.untag('content-routing', 'Project'),
      changes: ['update load-balancer/default/content-routing (drift)'],
      diffs: ['/spec/tags/Project: null → "content routing"'],
    },
    {
      what: 'puts the load balancer behind another security group',
      act: (hand) => hand.putBehind('content-routing', ['page-sg']),
      changes: ['update load-balancer/default/content-routing (drift)'],
      diffs: ['/spec/securityGroups: ["sg-*"] → ["sg-*"]'],
    },
    {
      what: 'deletes a rule',
      act: (hand) => hand.deleteRule('content-routing', 30),
      changes: ['create listener-rule/default/content-routing/80/api-host (drift)'],
    },
    {
      what: 'adds a rule',
      act: (hand) => hand.addRule('content-routing', 5, '/by-hand'),
      changes: ['delete listener-rule/default/content-routing/80/* (drift)'],
    },
    {
      what: 'lets two rules change places',
      act: (hand) => hand.swapRules('content-routing', 10, 50),
      changes: [
        'update listener-rule/default/content-routing/80/api (drift)',
        'update listener-rule/default/content-routing/80/moved (drift)',
      ],
      diffs: ['/spec/listeners/80/rules/api/priority: 50 → 10', '/spec/listeners/80/rules/moved/priority: 10 → 50'],
    },
    {
      what: 'sends what no rule wants elsewhere',
      act: async (hand) =>
        hand.setDefaultActions('content-routing', [{ Type: 'forward', TargetGroupArn: await hand.targetGroup('api') }]),
      changes: ['update listener/default/content-routing/80 (drift)'],
    },
    {
      what: 'deletes the listener with its rules',
      act: (hand) => hand.deleteListener('content-routing'),
      changes: [
        ...['api', 'api-host', 'beta-testers', 'moved', 'not-for-you', 'second-version'].map(
          (rule) => `create listener-rule/default/content-routing/80/${rule} (drift)`,
        ),
        'create listener/default/content-routing/80 (drift)',
      ],
    },
    {
      what: 'changes a health check',
      act: (hand) => hand.setHealthCheckPath('api', '/'),
      changes: ['update target-group/default/api (drift)'],
      diffs: ['/spec/healthCheck/path: "/" → "/health"'],
    },
    {
      what: 'changes an attribute of a target group',
      act: (hand) => hand.setGroupAttribute('pages', 'deregistration_delay.timeout_seconds', '300'),
      changes: ['update target-group/default/pages (drift)'],
      diffs: ['/spec/attributes/deregistration_delay.timeout_seconds: "300" → "30"'],
    },
    {
      what: 'opens a port',
      act: (hand) => hand.openPort('content-routing-sg', 22),
      changes: ['delete security-group-rule/default/content-routing-sg/sgr-* (drift)'],
    },
    {
      what: 'closes the port that all come through',
      act: (hand) => hand.closePort('content-routing-sg', 80),
      changes: ['create security-group-rule/default/content-routing-sg/ingress/tcp/80/0.0.0.0-0 (drift)'],
    },
  ],
};

const ecsFargate: System = {
  folder: 'ecs-fargate-alb',
  fixture: 'demo-service-vpc',
  interferences: [
    {
      what: 'opens the load balancer to another port',
      act: (hand) => hand.openPort('public-ecs-service-alb-sg', 443),
      changes: ['delete security-group-rule/default/public-ecs-service-alb-sg/sgr-* (drift)'],
    },
    {
      what: 'answers in the place of the service',
      act: (hand) =>
        hand.setDefaultActions('public-ecs-service-alb', [
          { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '503' } },
        ]),
      changes: ['update listener/default/public-ecs-service-alb/80 (drift)'],
    },
    {
      what: 'asks for more tasks',
      act: ({ services }) => services.change('demo-service/public-ecs-service', { desiredCount: 3 }),
      changes: ['update ecs-service/default/public-ecs-service (drift)'],
      diffs: ['/spec/ecs/desiredCount: 3 → 1'],
    },
  ],
};

const ec2Pair: System = {
  folder: 'ec2-pair-alb',
  fixture: 'ec2-pair-alb',
  interferences: [
    {
      what: 'closes ssh',
      act: (hand) => hand.closePort('ec2-pair-sg', 22),
      changes: ['create security-group-rule/default/ec2-pair-sg/ingress/tcp/22/0.0.0.0-0 (drift)'],
    },
    {
      what: 'changes the health check',
      act: (hand) => hand.setHealthCheckPath('ec2-pair-tg', '/health'),
      changes: ['update target-group/default/ec2-pair-tg (drift)'],
      diffs: ['/spec/healthCheck/path: "/health" → "/"'],
    },
    {
      what: 'takes an instance out of the target group',
      act: (hand) => hand.deregister('ec2-pair-tg', 'page 01'),
      changes: ['register target/default/ec2-pair/ec2-pair-tg/i-*:80 (drift)'],
    },
    {
      what: 'puts another instance into the target group',
      act: (hand) => hand.register('ec2-pair-tg', 'bystander', 80),
      changes: ['deregister target/default/ec2-pair-tg/i-*:80 (drift)'],
    },
  ],
};

export const systems: readonly System[] = [contentRouting, ecsFargate, ecsService, ec2Pair, asgWeb];

import type { Imported } from '../import/context.ts';
import type { Answers } from './answers.ts';

/** What runs, as the Service's manifest says it. */
export function serviceSpec({ name, port, vpc, inner, serves }: Answers): Pick<Imported, 'spec' | 'notes'> {
  const securityGroups = [{ ref: `${name}-sg` }];
  if (serves.from === 'instances') return { spec: { instances: [{ tags: { Role: name } }] }, notes: [] };
  if (serves.from === 'asg') {
    const image = /^(?:ami-|resolve:ssm:)/.test(serves.image) ? { id: serves.image } : { name: serves.image };
    return {
      spec: {
        autoScalingGroup: {
          launchTemplate: { image, instanceType: 't3.micro', securityGroups, instanceTags: { Name: name } },
          vpc,
          subnets: inner.subnets,
          minSize: 2,
          maxSize: 4,
          healthCheck: { type: 'ELB', gracePeriodSeconds: 300 },
          scalingPolicies: [
            { name: 'cpu', targetTracking: { predefinedMetric: 'ASGAverageCPUUtilization', targetValue: 50 } },
          ],
          instanceRefresh: { onTemplateChange: true },
        },
      },
      notes: [
        {
          path: ['spec', 'autoScalingGroup', 'scalingPolicies'],
          text: 'As many as keep their processors at 50 %.',
        },
        { path: ['spec', 'autoScalingGroup', 'instanceRefresh'], text: 'A changed template replaces the instances.' },
      ],
    };
  }
  const containers = [{ name: 'app', image: serves.image, portMappings: [{ containerPort: port }] }];
  return {
    spec: {
      ecs: {
        cluster: { name: serves.cluster },
        launchType: 'FARGATE',
        taskDefinition: { cpu: 256, memory: 512, containers },
        desiredCount: 2,
        network: { vpc, subnets: inner.subnets, securityGroups, assignPublicIp: inner.isPublic },
      },
    },
    notes: inner.isPublic
      ? [
          {
            path: ['spec', 'ecs', 'network', 'assignPublicIp'],
            text: 'With a public address, the tasks can pull their image without a NAT gateway.',
          },
        ]
      : [],
  };
}

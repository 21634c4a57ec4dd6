import { describe, expect, it } from 'vitest';
import type { Wanted } from '../../src/core/resource.ts';
import { desire } from '../../src/kinds/desire.ts';
import type { EcsServiceState } from '../../src/resources/ecs-service/type.ts';
import type { TaskDefinitionState } from '../../src/resources/task-definition/type.ts';
import { manifestsOf } from './manifests.ts';

const groups = `apiVersion: evenkeel.dev/v1
kind: TargetGroup
metadata: { name: blue }
spec: { targetType: ip, protocol: HTTP, port: 80, vpc: { default: true } }
---
apiVersion: evenkeel.dev/v1
kind: TargetGroup
metadata: { name: green }
spec: { targetType: ip, protocol: HTTP, port: 80, vpc: { default: true } }
---
apiVersion: evenkeel.dev/v1
kind: LoadBalancer
metadata: { name: front }
spec:
  subnets: [{ default: true }]
  listeners:
    - port: 80
      protocol: HTTP
      defaultActions: [{ forward: { targetGroups: [{ targetGroup: { ref: blue } }] } }]
`;

const fargate = `launchType: FARGATE
    network: { subnets: [{ default: true }] }
    taskDefinition: { cpu: 0.25 vCPU, memory: 0.5 GB, containers: [{ name: web, image: nginx, portMappings: [{ containerPort: 80 }] }] }`;

/** What a Service in the cluster `demo` asks for, by type. */
function wantedOf(ecs: string, targetGroups = '[]'): ReadonlyMap<string, Wanted> {
  const manifests = manifestsOf(`${groups}---
apiVersion: evenkeel.dev/v1
kind: Service
metadata: { name: tasks }
spec:
  targetGroups: ${targetGroups}
  tags: { team: web }
  ecs:
    cluster: { name: demo }
    ${ecs}
`);
  return new Map(desire(manifests, () => '').map((wanted) => [wanted.type, wanted]));
}

function serviceOf(ecs: string, targetGroups?: string): EcsServiceState {
  return wantedOf(ecs, targetGroups).get('ecs-service')?.state as EcsServiceState;
}

describe('what a Service with an ECS service asks for', () => {
  it('is a task definition whose revision the service runs', () => {
    const wanted = wantedOf(fargate, '[{ targetGroup: { ref: blue } }]');
    expect(wanted.get('task-definition')).toMatchObject({
      id: 'task-definition/default/tasks',
      at: '/spec/ecs/taskDefinition',
      state: {
        family: 'tasks',
        cpu: '256',
        memory: '512',
        networkMode: 'awsvpc',
        requiresCompatibilities: ['FARGATE'],
        tags: { team: 'web' },
      },
    });
    expect(wanted.get('ecs-service')).toMatchObject({
      id: 'ecs-service/default/tasks',
      at: '/spec',
      state: {
        name: 'demo/tasks',
        cluster: { $find: 'cluster', by: { name: 'demo' } },
        taskDefinition: { $ref: 'task-definition/default/tasks', output: 'arn' },
        loadBalancers: [
          {
            targetGroup: { $ref: 'target-group/default/blue', output: 'arn' },
            containerName: 'web',
            containerPort: 80,
          },
        ],
      },
    });
  });

  it('is only the service where a revision stands', () => {
    const pinned = 'taskDefinition: { family: web, revision: 2 }';
    const wanted = wantedOf(pinned);
    expect(wanted.has('task-definition')).toBe(false);
    expect(wanted.get('ecs-service')?.state).toMatchObject({ taskDefinition: 'web:2' });
    const arn = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:2';
    expect(serviceOf(`taskDefinition: { arn: '${arn}' }`).taskDefinition).toBe(arn);
  });

  it('leaves on instances what AWS may choose', () => {
    const { state } = wantedOf('taskDefinition: { memory: 128, containers: [{ name: web, image: nginx }] }').get(
      'task-definition',
    ) as Wanted<TaskDefinitionState>;
    expect(state.networkMode).toBeUndefined();
    expect(state.requiresCompatibilities).toBeUndefined();
  });

  it('gives the number of tasks to the scaling, where there is one', () => {
    expect(serviceOf(`desiredCount: 3\n    ${fargate}`)).toMatchObject({ desiredCount: 3 });
    const scaled = wantedOf(
      `desiredCount: 3
    autoScaling: { min: 2, max: 9, policies: [{ name: requests, targetTracking: { predefinedMetric: ALBRequestCountPerTarget, targetValue: 10 } }] }
    ${fargate}`,
      '[{ targetGroup: { ref: blue } }]',
    );
    const service = scaled.get('ecs-service')?.state as EcsServiceState;
    expect([service.desiredCount, service.scaling]).toEqual([undefined, { min: 2, max: 9, initial: 3 }]);
    expect(scaled.get('scalable-target')).toMatchObject({
      parent: 'ecs-service/default/tasks',
      state: { service: { $ref: 'ecs-service/default/tasks', output: 'resourceId' }, min: 2, max: 9 },
    });
    expect(scaled.get('service-scaling-policy')).toMatchObject({
      parent: 'scalable-target/default/tasks',
      key: 'requests',
      state: { targetTracking: { targetGroup: { $ref: 'target-group/default/blue', output: 'arn' } } },
    });
  });

  it('marks the rule whose weights its deployments shift', () => {
    const wanted = wantedOf(
      `deployment:
      strategy: BLUE_GREEN
      alternateTargetGroup: { ref: green }
      productionListenerRule: { loadBalancer: { ref: front }, listener: 80 }
      roleArn: arn:aws:iam::123456789012:role/ecs
    ${fargate}`,
      '[{ targetGroup: { ref: blue } }]',
    );
    const ref = (name: string) => ({ $ref: `target-group/default/${name}`, output: 'arn' });
    expect(wanted.get('listener')?.state).toMatchObject({
      defaultActions: [{ forward: { shifted: [ref('blue'), ref('green')] } }],
    });
    expect(wanted.get('ecs-service')?.state).toMatchObject({
      deployment: { strategy: 'BLUE_GREEN' },
      loadBalancers: [
        {
          alternateTargetGroup: ref('green'),
          productionListenerRule: { $ref: 'listener/default/front/80', output: 'arn' },
        },
      ],
    });
  });
});

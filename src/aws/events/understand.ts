import { membersOf, textOf, timeOf, type Members, type Understood } from './hint.ts';
import { objectsIn } from './objects.ts';
import { understoodRecord } from './record.ts';

/** EventBridge's name for an API call that CloudTrail recorded. */
export const CALL = 'AWS API Call via CloudTrail';

/** Whose calls are understood. */
export const callSources = [
  'aws.elasticloadbalancing',
  'aws.ec2',
  'aws.ecs',
  'aws.autoscaling',
  'aws.application-autoscaling',
] as const;

interface Report {
  readonly source: string;
  /** What it names, beside the resources that the envelope lists. */
  readonly objects: (detail: Members) => readonly unknown[];
}

const ofGroup: Report = {
  source: 'aws.autoscaling',
  objects: ({ AutoScalingGroupName, EC2InstanceId }) => [{ AutoScalingGroupName, EC2InstanceId }],
};
const ofService: Report = { source: 'aws.ecs', objects: ({ clusterArn }) => [clusterArn] };

/** What services report of themselves, by the detail-type. */
export const reports: Readonly<Record<string, Report>> = {
  'EC2 Instance State-change Notification': { source: 'aws.ec2', objects: (detail) => [detail['instance-id']] },
  'ECS Task State Change': { source: 'aws.ecs', objects: (detail) => [serviceOfTask(detail)] },
  'ECS Service Action': ofService,
  'ECS Deployment State Change': ofService,
  'EC2 Instance Launch Successful': ofGroup,
  'EC2 Instance Launch Unsuccessful': ofGroup,
  'EC2 Instance Terminate Successful': ofGroup,
  'EC2 Instance Terminate Unsuccessful': ofGroup,
};

/** What a message of a queue comes to that EventBridge delivers to. */
export function understoodMessage(body: string): Understood {
  let event: Members;
  try {
    event = membersOf(JSON.parse(body));
  } catch {
    return { poison: 'a message that is not JSON' };
  }
  const type = textOf(event['detail-type']);
  const source = textOf(event['source']);
  if (type === undefined || source === undefined) return { poison: 'a message that is no event of EventBridge' };
  if (type === CALL) return understoodCall(source, event);
  const report = Object.hasOwn(reports, type) ? reports[type] : undefined;
  if (report === undefined || report.source !== source) return { ignored: `${type} of ${source}` };
  return understoodReport(type, report, event);
}

function understoodCall(source: string, { detail }: Members): Understood {
  if (!(callSources as readonly string[]).includes(source)) return { ignored: `calls of ${source}` };
  return understoodRecord(detail);
}

function understoodReport(call: string, { source, objects }: Report, event: Members): Understood {
  const id = textOf(event['id']);
  const at = timeOf(event['time']);
  if (id === undefined || at === undefined) return { poison: `${call} without id or time` };
  const region = textOf(event['region']);
  return {
    hint: {
      id,
      objects: objectsIn(event['resources'], ...objects(membersOf(event['detail']))),
      call,
      at,
      source: source.replace('aws.', ''),
      ...(region === undefined ? {} : { region }),
    },
  };
}

/** A task names its cluster, and its service by name alone: `service:web`. */
function serviceOfTask({ clusterArn, group }: Members): string | undefined {
  const cluster = textOf(clusterArn);
  const service = /^service:(.+)$/.exec(textOf(group) ?? '')?.[1];
  return service === undefined ? cluster : cluster?.replace(':cluster/', ':service/').concat('/', service);
}

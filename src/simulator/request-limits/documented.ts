/** Calls that AWS counts together, and the token bucket that they draw on. */
export interface CallClass {
  readonly name: string;
  /** Of the action's whole name. */
  readonly actions: RegExp;
  /** Only calls that are made like this; the others fall to the next class that knows their action. */
  readonly only?: 'from the console' | 'for everything at once';
  /** A bucket for each of the actions, instead of one for all of them. */
  readonly each?: true;
  /** How many tokens the bucket holds: the most calls at once. */
  readonly capacity: number;
  /** How many come back in a second. */
  readonly refill: number;
}

export interface ServiceLimits {
  /** Where AWS documents them. */
  readonly reference: string;
  /** The first that fits a call is the call's. A call that none fits has no limit. */
  readonly classes: readonly CallClass[];
}

const read = 'Describe|List|Search|Get';

/**
 * The request limits that AWS documents, by the service's name in a credential scope. A service without an entry (Auto
 * Scaling, Application Auto Scaling, the tagging API, STS, SQS) is not limited here: AWS limits it too, but its guide gives
 * no figures by which to do it.
 */
export const documented: Readonly<Record<string, ServiceLimits>> = {
  elasticloadbalancing: {
    reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-api-throttling.html',
    classes: [
      shared('resource-intensive', 'CreateLoadBalancer|SetSubnets', 10, 0.2),
      shared('registration', 'RegisterTargets|DeregisterTargets', 20, 4),
      shared('trust store creation', 'CreateTrustStore', 10, 0.2),
      shared(
        'trust store changes',
        'AddTrustStoreRevocations|DeleteSharedTrustStoreAssociation|DeleteTrustStore|ModifyTrustStore|RemoveTrustStoreRevocations',
        10,
        0.2,
      ),
      shared('trust store reads', 'DescribeTrustStore.*', 40, 10),
      shared('trust store contents', 'Get.*', 20, 4),
      shared('non-mutating', 'Describe.*', 40, 10),
      shared('mutating', '.*', 20, 3),
    ],
  },
  ec2: {
    reference: 'https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html',
    classes: [
      each('uncategorized', 'RunInstances|StartInstances', 5, 2),
      each('uncategorized', 'CreateTags|DeleteTags', 100, 10),
      each(
        'uncategorized',
        'CreateLaunchTemplateVersion|ModifyLaunchTemplate|TerminateInstances|CreateNetworkInterface|DeleteNetworkInterface|ModifyNetworkInterfaceAttribute|AssociateIamInstanceProfile|DisassociateIamInstanceProfile|DeregisterImage|ModifyImageAttribute',
        100,
        5,
      ),
      each('uncategorized', 'CreateNatGateway|DeleteNatGateway', 10, 1),
      each('uncategorized', 'CreateDefaultSubnet|CreateDefaultVpc', 1, 1),
      each('uncategorized', 'DescribeSecurityGroupReferences|DescribeStaleSecurityGroups', 20, 5),
      { ...each('console non-mutating', `(?:${read}).*`, 100, 10), only: 'from the console' },
      {
        ...each(
          'unfiltered non-mutating',
          'DescribeInstances|DescribeInstanceStatus|DescribeNetworkInterfaces|DescribeSecurityGroups|DescribeSnapshots|DescribeSpotInstanceRequests|DescribeVolumes',
          50,
          10,
        ),
        only: 'for everything at once',
      },
      each('non-mutating', `(?:${read}).*`, 100, 20),
      each(
        'resource-intensive',
        '(?:Accept|Create|Delete|Reject)VpcPeeringConnection|(?:Authorize|Revoke)SecurityGroupIngress|CancelSpotInstanceRequests|RequestSpotInstances|CreateKeyPair',
        50,
        5,
      ),
      each('mutating', '.*', 50, 5),
    ],
  },
  ecs: {
    reference: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html',
    classes: [
      shared(
        'cluster changes',
        '(?:Create|Delete|Update)Cluster|UpdateClusterSettings|PutClusterCapacityProviders',
        20,
        1,
      ),
      shared('cluster reads', 'DescribeClusters|ListClusters', 50, 20),
      shared('task definition changes', '(?:Deregister|Register)TaskDefinition', 20, 1),
      shared('task definition reads', 'DescribeTaskDefinition|ListTaskDefinitions|ListTaskDefinitionFamilies', 50, 20),
      shared('task definition deletions', 'DeleteTaskDefinitions', 5, 1),
      shared('capacity provider changes', '(?:Create|Delete|Update)CapacityProvider', 10, 1),
      shared('capacity provider reads', 'DescribeCapacityProviders', 50, 20),
      shared('tag changes', '(?:Tag|Untag)Resource', 20, 10),
      shared('tag reads', 'ListTagsForResource', 50, 20),
      shared(
        'cluster resource changes',
        'DeleteAttributes|DeregisterContainerInstance|ExecuteCommand|PutAttributes|RunTask|StartTask|StopTask|UpdateContainer.*',
        100,
        40,
      ),
      shared(
        'cluster resource reads',
        'DescribeContainerInstances|DescribeTasks|ListAttributes|ListContainerInstances|ListTasks',
        100,
        20,
      ),
      shared('service changes', '(?:Create|Delete|Update)Service', 50, 5),
      shared('service reads', 'DescribeServices|ListServices', 100, 20),
      shared('service deployments', '(?:Describe|List)ServiceDeployments', 50, 20),
      shared('service revisions', 'DescribeServiceRevisions', 50, 20),
      shared('task protection', '(?:Get|Update)TaskProtection', 200, 80),
      shared('services by namespace', 'ListServicesByNamespace', 10, 1),
    ],
  },
  cloudtrail: {
    reference: 'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html',
    classes: [shared('lookups', 'LookupEvents', 2, 2)],
  },
};

function shared(name: string, actions: string, capacity: number, refill: number): CallClass {
  return { name, actions: new RegExp(`^(?:${actions})$`), capacity, refill };
}

function each(name: string, actions: string, capacity: number, refill: number): CallClass {
  return { ...shared(name, actions, capacity, refill), each: true };
}

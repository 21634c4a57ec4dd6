import { chunks, TAGS_PAGE } from '../../aws/pages.ts';
import type { Aws } from '../../aws/ports.ts';
import { EvenkeelError } from '../../core/errors.ts';
import { isNameOf } from '../../core/naming.ts';
import { readOwnership, type Owned } from '../../core/ownership.ts';
import { clusterName, nameOfArn, partsOf } from '../../resources/ecs-service/names.ts';
import { listLoadBalancers } from '../../resources/load-balancer/observe.ts';
import { fromPairs, toPairs } from '../../resources/pairs.ts';
import { resources } from '../../resources/registry.ts';
import type { Tags } from '../../resources/resource.ts';
import { readTagged, type Tagged } from '../../resources/tagged.ts';
import { readGroups } from '../../resources/security-group/observe.ts';
import { readElbv2Tags } from '../../resources/elbv2-tags.ts';
import { listTargetGroups } from '../../resources/target-group/observe.ts';
import { lookUps } from '../observe.ts';
import type { Concern } from './concern.ts';
import { shorterLists } from './shorter-lists.ts';

export interface Attention {
  /** In which nothing is read twice. */
  readonly aws: Aws;
  readonly owner: string;
  readonly concern: Concern;
  /** Whether something of ours is looked at. */
  readonly isMeant: (owned: Owned) => boolean;
  /** Whether all that is meant belongs to the manifests of the concern, so that AWS can pick it out. */
  readonly isListed: boolean;
  /** Whether to go by each object's own tags alone: the tagging API may be minutes late. */
  readonly isSure: boolean;
}

/** As many values as a filter of the tagging API takes. */
const FILTER_VALUES = 20;

/** Of more manifests than this, it takes fewer pages to be shown all that is ours. */
const MOST_PICKED = 5 * FILTER_VALUES;

/** The tags of so many are read in fewer calls than it takes to find their owners otherwise. */
const FEW = 2 * TAGS_PAGE;

/**
 * AWS with shorter lists: of objects that need a call each to be read whole, they have those that concern a look, by their name,
 * by their tags, or because they are used together. Where that is unknown, they have all.
 */
export function narrowedAws({ aws, owner, concern, isMeant, isListed, isSure }: Attention): Aws {
  const { names } = lookUps(concern.wanted, resources);
  const balancing = once(attendedByElb);
  const services = once(() => sighted(['ecs:service']));
  const securityGroups = once(attendedSecurityGroups);
  return {
    ...aws,
    elbv2: shorterLists(aws.elbv2, async () => {
      const attended = await balancing();
      return ({ arn }) => attended?.has(arn) ?? true;
    }),
    ecs: {
      ...aws.ecs,
      async listServices(input) {
        const page = await aws.ecs.listServices(input);
        const { serviceArns = [] } = page;
        const others = serviceArns.filter((arn) => !isNamedService(arn, input.cluster ?? ''));
        if (isSure || others.length <= FEW) return page;
        const attended = await services();
        const left = new Set(others.filter((arn) => attended?.has(arn) === false));
        return { ...page, serviceArns: serviceArns.filter((arn) => !left.has(arn)) };
      },
    },
    autoScaling: {
      ...aws.autoScaling,
      async describeAutoScalingGroups(input) {
        const page = await aws.autoScaling.describeAutoScalingGroups(input);
        const attended = page.AutoScalingGroups?.filter(({ AutoScalingGroupName: name, Tags }) =>
          isAttended('auto-scaling-group', name, fromPairs(Tags)),
        );
        return { ...page, AutoScalingGroups: attended };
      },
    },
    ec2: {
      ...aws.ec2,
      async describeLaunchTemplates(input) {
        const page = await aws.ec2.describeLaunchTemplates(input);
        const attended = page.LaunchTemplates?.filter(({ LaunchTemplateName: name, Tags }) =>
          isAttended('launch-template', name, fromPairs(Tags)),
        );
        return { ...page, LaunchTemplates: attended };
      },
      /** Groups are listed whole, for manifests point at any of them; their rules are not. */
      async describeSecurityGroupRules(input) {
        const [{ Name, Values = [] } = {}] = input.Filters ?? [];
        const attended = Name === 'group-id' ? await securityGroups() : undefined;
        const left = Values.filter((id) => attended?.has(id) ?? true);
        if (left.length === 0) return { SecurityGroupRules: [] };
        return aws.ec2.describeSecurityGroupRules({ ...input, Filters: [{ Name, Values: left }] });
      },
    },
    tagging: {
      ...aws.tagging,
      async getResources({ ResourceTypeFilters: types = [] }) {
        const tagged = await readMeant(types);
        return { ResourceTagMappingList: tagged.map(({ arn, tags }) => ({ ResourceARN: arn, Tags: toPairs(tags) })) };
      },
    },
  };

  function isNamed(type: string, name = ''): boolean {
    const { nameLimit = name.length } = resources.get(type)!;
    return [...(names.get(type) ?? [])].some((claimed) => isNameOf(claimed, name, nameLimit));
  }

  function isNamedService(arn: string, cluster: string): boolean {
    const { service } = partsOf(nameOfArn(arn, cluster));
    const { nameLimit = service.length } = resources.get('ecs-service')!;
    return [...(names.get('ecs-service') ?? [])].some((claimed) => {
      const parts = partsOf(claimed);
      return parts.cluster === clusterName(cluster) && isNameOf(parts.service, service, nameLimit);
    });
  }

  function isOurs(tags: Tags): boolean {
    const owned = readOwnership(tags);
    return owned?.owner === owner && isMeant(owned);
  }

  function isAttended(type: string, name: string | undefined, tags: Tags): boolean {
    return isNamed(type, name) || isOurs(tags);
  }

  /** Load balancers are looked at as well where a target group that is looked at is used by them. */
  async function attendedByElb(): Promise<ReadonlySet<string>> {
    const [balancers, groups] = await Promise.all([listLoadBalancers(aws.elbv2), listTargetGroups(aws.elbv2)]);
    const all = [
      ...balancers.map(({ LoadBalancerArn: arn = '', LoadBalancerName: name }) => ({
        arn,
        isNamed: isNamed('load-balancer', name),
        usedBy: [],
      })),
      ...groups.map(({ TargetGroupArn: arn = '', TargetGroupName: name, LoadBalancerArns: usedBy = [] }) => ({
        arn,
        isNamed: isNamed('target-group', name),
        usedBy,
      })),
    ];
    const meant = await meantAmong(all.flatMap((one) => (one.isNamed ? [] : [one.arn])));
    const attended = all.filter((one) => one.isNamed || meant.has(one.arn));
    return new Set(attended.flatMap(({ arn, usedBy }) => [arn, ...usedBy]));
  }

  async function attendedSecurityGroups(): Promise<ReadonlySet<string>> {
    const all = await readGroups(aws.ec2, []);
    return new Set(
      all.flatMap(({ physical, name, tags }) => (isAttended('security-group', name, tags) ? [physical] : [])),
    );
  }

  async function meantAmong(arns: readonly string[]): Promise<ReadonlySet<string>> {
    if (arns.length === 0) return new Set();
    const types = ['elasticloadbalancing:loadbalancer', 'elasticloadbalancing:targetgroup'];
    const known = isSure || arns.length <= FEW ? undefined : await sighted(types);
    if (known !== undefined) return new Set(arns.filter((arn) => known.has(arn)));
    const tags = await readElbv2Tags(aws.elbv2, arns);
    return new Set([...tags].flatMap(([arn, own]) => (isOurs(own) ? [arn] : [])));
  }

  /** What the tagging API tells to be ours and meant; nothing where it is not to be asked. */
  async function sighted(types: string[]): Promise<ReadonlySet<string> | undefined> {
    return unlessRefused(async () => new Set((await readMeant(types)).map(({ arn }) => arn)));
  }

  async function readMeant(types: string[]): Promise<Tagged[]> {
    const manifests = [...concern.manifests];
    const lists = isListed && manifests.length <= MOST_PICKED ? chunks(manifests, FILTER_VALUES) : [undefined];
    const queries = types.flatMap((type) => lists.map((some) => readTagged(aws, owner, [type], some)));
    return (await Promise.all(queries)).flat().filter(({ tags }) => isOurs(tags));
  }
}

/** What is asked for the first time is found out; a refusal leaves everything attended, for whoever observes to meet. */
function once<T>(find: () => Promise<T>): () => Promise<T | undefined> {
  let found: Promise<T | undefined> | undefined;
  return () => (found ??= unlessRefused(find));
}

async function unlessRefused<T>(find: () => Promise<T>): Promise<T | undefined> {
  try {
    return await find();
  } catch (thrown) {
    if (thrown instanceof EvenkeelError) return undefined;
    throw thrown;
  }
}

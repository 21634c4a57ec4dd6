/** Members of a request that name what it asks for: such a request is answered by id, and never short. */
const naming =
  /^(?:.*(?:Ids|Arns|ARNList|Names|GroupNames)|Names|services|clusters|taskDefinition|LaunchTemplateIds?)$/;

/** Filters that name what is asked for, as far as they don't name a container of it. */
const namingFilters: ReadonlySet<string> = new Set([
  'instance-id',
  'subnet-id',
  'group-name',
  'security-group-rule-id',
  'launch-template-name',
]);

/** Whether a call asks for all that there is, in the account or in some container. */
export function isList(action: string, input: object): boolean {
  if (!/^(?:Describe|List|GetResources)/.test(action)) return false;
  return Object.entries(input).every(([name, value]) => {
    if (name === 'Filters') {
      return (value as readonly { readonly Name?: string }[]).every(({ Name = '' }) => !namingFilters.has(Name));
    }
    return !naming.test(name) || (Array.isArray(value) && value.length === 0);
  });
}

interface Shortening {
  readonly keep: (items: readonly unknown[]) => unknown[];
  /** Whether the answer passes for the last page. */
  readonly isLast: boolean;
}

/** An answer without some of its items. What EC2 groups by reservation is counted by instance. */
export function shortList(output: object, { keep, isLast }: Shortening): object {
  return Object.fromEntries(
    Object.entries(output).map(([name, value]) => {
      if (!Array.isArray(value)) return [name, isLast && /(?:Token|Marker)$/i.test(name) ? undefined : value];
      if (name !== 'Reservations') return [name, keep(value)];
      const reservations = (value as readonly { readonly Instances?: readonly unknown[] }[])
        .map((one) => ({ ...one, Instances: keep(one.Instances ?? []) }))
        .filter(({ Instances }) => Instances.length > 0);
      return [name, reservations];
    }),
  );
}

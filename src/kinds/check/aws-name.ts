import { groupBy } from '../../core/group-by.ts';
import type { Path } from '../../core/problem.ts';
import type { Fault } from '../../schema/fault.ts';
import { quote } from '../../schema/words.ts';
import type { Manifest } from '../manifest.ts';
import { clusterName } from '../service/ecs/names.ts';
import type { ManifestFolder } from './folder.ts';

/** What AWS calls the object that a manifest stands for. */
interface AwsName {
  readonly name: string;
  /** Where the manifest may say it. */
  readonly place: Path;
  readonly isDeclared: boolean;
  readonly wrong: (name: string) => Iterable<string>;
  /** Two manifests with the same claim mean the same object. */
  readonly claim: string;
}

/** AWS's rules for the name that the object will have there. */
export function* awsName(manifest: Manifest): Iterable<Fault> {
  const named = awsNameOf(manifest);
  if (named === undefined) return;
  for (const wrong of named.wrong(named.name)) {
    const hint = named.isDeclared
      ? undefined
      : `set ${named.place.join('.')}: metadata.name need not be the name in AWS`;
    yield { path: pathOfName(named), message: `${quote(named.name)} cannot be a name in AWS: ${wrong}`, hint };
  }
}

function awsNameOf(manifest: Manifest): AwsName | undefined {
  const { kind, spec } = manifest;
  const named = (given: { readonly name?: string }, place: Path, others: Pick<AwsName, 'wrong' | 'claim'>): AwsName => {
    const name = given.name ?? manifest.name;
    return {
      ...others,
      name,
      place: [...place, 'name'],
      isDeclared: given.name !== undefined,
      claim: `${others.claim} ${name}`,
    };
  };
  switch (kind) {
    case 'SecurityGroup': {
      // Names of groups are unique in a VPC, and case does not count.
      const scoped = named(spec, ['spec'], { wrong: groupName, claim: `${kind} ${JSON.stringify(spec.vpc ?? {})}` });
      return { ...scoped, claim: scoped.claim.toLowerCase() };
    }
    case 'TargetGroup':
      return named(spec, ['spec'], { wrong: balancerName, claim: kind });
    case 'LoadBalancer':
      return named(spec, ['spec'], { wrong: loadBalancerName, claim: kind });
    case 'Service':
      if (spec.autoScalingGroup !== undefined)
        return named(spec.autoScalingGroup, ['spec', 'autoScalingGroup'], {
          wrong: scalingName,
          claim: 'autoScalingGroup',
        });
      if (spec.ecs !== undefined)
        return named(spec.ecs, ['spec', 'ecs'], { wrong: ecsName, claim: `ecs ${clusterName(spec.ecs)}` });
      return undefined;
  }
}

function* balancerName(name: string): Iterable<string> {
  if (name.length > 32) yield `it is ${name.length} characters long, at most 32 are allowed`;
  if (!/^[A-Za-z0-9-]*$/.test(name)) yield 'only letters, digits and hyphens are allowed';
  if (/^-|-$/.test(name)) yield 'it must not start or end with a hyphen';
}

function* loadBalancerName(name: string): Iterable<string> {
  yield* balancerName(name);
  if (name.startsWith('internal-')) yield 'it must not start with internal-';
}

function* scalingName(name: string): Iterable<string> {
  if (name.length > 255) yield `it is ${name.length} characters long, at most 255 are allowed`;
  if (!/^[\x20-\x7e]*$/.test(name) || name.includes(':'))
    yield 'only printable ASCII characters without a colon are allowed';
}

function* ecsName(name: string): Iterable<string> {
  if (name.length > 255) yield `it is ${name.length} characters long, at most 255 are allowed`;
  if (!/^[A-Za-z0-9_-]*$/.test(name)) yield 'only letters, digits, hyphens and underscores are allowed';
}

/** Also for descriptions of groups and of their rules. */
export const groupTextCharacters = /^[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]*$/;

function* groupName(name: string): Iterable<string> {
  if (name.length > 255) yield `it is ${name.length} characters long, at most 255 are allowed`;
  if (!groupTextCharacters.test(name)) yield 'only letters, digits, spaces and ._-:/()#,@[]+=&;{}!$* are allowed';
  if (name.toLowerCase().startsWith('sg-')) yield 'it must not start with sg-, which is how ids start';
  if (name === 'default') yield 'every VPC already has a group of that name, and AWS keeps it';
}

/** Two manifests that claim one AWS name would take turns in changing the same object. */
export function* sameAwsName(manifest: Manifest, folder: ManifestFolder): Iterable<Fault> {
  const own = awsNameOf(manifest);
  if (own === undefined) return;
  const ground = folder.placeOf(manifest.namespace);
  const other = folder
    .fact(byClaim)
    .get(own.claim)
    ?.find((each) => each.id !== manifest.id && folder.placeOf(each.namespace) === ground);
  if (other === undefined) return;
  const { line, column } = other.source.locate(pathOfName(awsNameOf(other) ?? own));
  yield {
    path: pathOfName(own),
    message: `the AWS name ${quote(own.name)} is also claimed by ${other.id} at ${other.source.file}:${line}:${column}`,
    hint: `give one of them another ${own.place.join('.')}`,
  };
}

function byClaim(manifests: readonly Manifest[]): ReadonlyMap<string, readonly Manifest[]> {
  return groupBy(manifests, (manifest) => awsNameOf(manifest)?.claim);
}

function pathOfName({ isDeclared, place }: AwsName): Path {
  return isDeclared ? place : ['metadata', 'name'];
}

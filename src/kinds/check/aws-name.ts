import { groupBy } from '../../core/group-by.ts';
import type { Fault } from '../../schema/fault.ts';
import { quote } from '../../schema/words.ts';
import type { Manifest } from '../manifest.ts';
import type { ManifestFolder } from './folder.ts';

/** AWS's rules for the name that the object will have there. */
export function* awsName(manifest: Manifest): Iterable<Fault> {
  const name = awsNameOf(manifest);
  for (const wrong of manifest.kind === 'SecurityGroup' ? groupName(name) : balancerName(name, manifest.kind)) {
    const hint =
      manifest.spec.name === undefined ? 'set spec.name: metadata.name need not be the name in AWS' : undefined;
    yield { path: pathOfName(manifest), message: `${quote(name)} cannot be a name in AWS: ${wrong}`, hint };
  }
}

function* balancerName(name: string, kind: Manifest['kind']): Iterable<string> {
  if (name.length > 32) yield `it is ${name.length} characters long, at most 32 are allowed`;
  if (!/^[A-Za-z0-9-]*$/.test(name)) yield 'only letters, digits and hyphens are allowed';
  if (/^-|-$/.test(name)) yield 'it must not start or end with a hyphen';
  if (kind === 'LoadBalancer' && name.startsWith('internal-')) yield 'it must not start with internal-';
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
  const claimants = folder.fact(byClaim).get(claimOf(manifest)) ?? [];
  const other = claimants.find((each) => each.id !== manifest.id);
  if (other === undefined) return;
  const { line, column } = other.source.locate(pathOfName(other));
  yield {
    path: pathOfName(manifest),
    message: `the AWS name ${quote(awsNameOf(manifest))} is also claimed by ${other.id} at ${other.source.file}:${line}:${column}`,
    hint: 'give one of them another spec.name',
  };
}

function byClaim(manifests: readonly Manifest[]): ReadonlyMap<string, readonly Manifest[]> {
  return groupBy(manifests, claimOf);
}

/** Names of groups are unique in a VPC and case does not count; the others are unique in the region. */
function claimOf(manifest: Manifest): string {
  const name = awsNameOf(manifest);
  if (manifest.kind !== 'SecurityGroup') return `${manifest.kind} ${name}`;
  return `${manifest.kind} ${JSON.stringify(manifest.spec.vpc ?? {})} ${name.toLowerCase()}`;
}

function awsNameOf(manifest: Manifest): string {
  return manifest.spec.name ?? manifest.name;
}

function pathOfName(manifest: Manifest): Fault['path'] {
  return manifest.spec.name === undefined ? ['metadata', 'name'] : ['spec', 'name'];
}

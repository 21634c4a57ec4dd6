import type { Problem } from '../../core/problem.ts';
import { problemOf, type Fault } from '../../schema/fault.ts';
import type { KindName } from '../index.ts';
import { loadBalancerChecks } from '../load-balancer/check/index.ts';
import type { Identity, Manifest } from '../manifest.ts';
import { securityGroupChecks } from '../security-group/check/index.ts';
import { serviceChecks } from '../service/check/index.ts';
import { targetGroupChecks } from '../target-group/check/index.ts';
import { awsName, sameAwsName } from './aws-name.ts';
import { ManifestFolder, type Check, type PlaceOf } from './folder.ts';
import { duplicateIdentity } from './identity.ts';
import { ignoredFields } from './ignored-fields.ts';
import { brokenReferences, stalledBy } from './references.ts';
import { tags } from './tags.ts';

const everyKind: readonly Check[] = [duplicateIdentity, brokenReferences, ignoredFields, awsName, sameAwsName, tags];

const ofKind: { readonly [Kind in KindName]: readonly Check<Kind>[] } = {
  SecurityGroup: securityGroupChecks,
  TargetGroup: targetGroupChecks,
  LoadBalancer: loadBalancerChecks,
  Service: serviceChecks,
};

/** What checking manifests against AWS's rules and each other gives. */
export interface Checked {
  readonly sound: readonly Manifest[];
  readonly problems: readonly Problem[];
}

/** Finds what a schema cannot see. A manifest that points at an unsound one is unsound itself, and so on. */
export function check(manifests: readonly Manifest[], documents: readonly Identity[], placeOf: PlaceOf): Checked {
  const folder = new ManifestFolder(manifests, documents, placeOf);
  const own = manifests.flatMap((manifest) => faultsOf(manifest, folder).map((fault) => problemIn(manifest, fault)));
  const valid = new Set(manifests.map((manifest) => manifest.id));
  const faulty = new Set(own.map((problem) => problem.manifest));
  const unsound = [...folder.documents.keys()].filter((id) => faulty.has(id) || !valid.has(id));
  const faultless = manifests.filter((manifest) => !faulty.has(manifest.id));
  const inherited = [...stalledBy(unsound, faultless)].map(({ manifest, fault }) => problemIn(manifest, fault));
  const stalled = new Set(inherited.map((problem) => problem.manifest));
  return { sound: faultless.filter((manifest) => !stalled.has(manifest.id)), problems: [...own, ...inherited] };
}

function faultsOf(manifest: Manifest, folder: ManifestFolder): Fault[] {
  const checks = [...everyKind, ...(ofKind[manifest.kind] as readonly Check[])];
  return checks.flatMap((each) => [...each(manifest, folder)]);
}

function problemIn(manifest: Manifest, fault: Fault): Problem {
  return problemOf(fault, manifest.source, manifest.id);
}

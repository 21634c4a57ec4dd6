import type { TSchema } from 'typebox';
import { kinds, type KindName } from '../src/kinds/index.ts';
import { attributes as listenerAttributes } from '../src/resources/listener/attributes.ts';
import { attributes as loadBalancerAttributes } from '../src/resources/load-balancer/attributes.ts';
import { attributes as targetGroupAttributes } from '../src/resources/target-group/attributes.ts';
import type { AttributeTable } from '../src/schema/attribute-table.ts';
import { customResourceDefinition } from '../src/schema/crd.ts';
import { jsonSchema } from '../src/schema/json-schema.ts';
import { group } from '../src/schema/kind.ts';
import { referenceIndex, referencePage } from '../src/schema/reference.ts';
import { toYaml } from '../src/source/write.ts';

/** A file that is committed although it follows from the schemas, so that users find it and a test can tell when it is stale. */
export interface GeneratedFile {
  /** From the top of the repository. */
  readonly path: string;
  readonly text: string;
}

export function renderCrds(): GeneratedFile[] {
  return kinds.map((kind) => ({
    path: `crds/${kind.plural}.yaml`,
    text: toYaml(customResourceDefinition(kind)),
  }));
}

/** For editors that are pointed at it. */
export function renderSchema(): GeneratedFile {
  return { path: 'schemas/evenkeel.json', text: `${JSON.stringify(jsonSchema(kinds), undefined, 2)}\n` };
}

/** Without it, kustomize gives a manifest another name and leaves what points at it as it was. */
export function renderKustomize(): GeneratedFile {
  const pointing = kinds.flatMap(({ kind, spec }) => pointersIn(spec, 'spec').map((pointer) => ({ kind, ...pointer })));
  const nameReference = kinds
    .map((target) => ({
      kind: target.kind,
      group,
      fieldSpecs: pointing
        .filter(({ pointsTo }) => pointsTo === target.kind)
        .map(({ kind, path }) => ({ kind, group, path })),
    }))
    .filter(({ fieldSpecs }) => fieldSpecs.length > 0);
  const use =
    '# For kustomize: name this file under `configurations:` where namePrefix, nameSuffix or generated names are used.\n';
  return { path: 'deploy/kustomize/references.yaml', text: use + toYaml({ nameReference }) };
}

interface PointingShape {
  readonly pointsTo?: string;
  readonly items?: TSchema;
  readonly properties?: Readonly<Record<string, TSchema>>;
}

/** Every field below that names another manifest; kustomize looks through lists by itself. */
function pointersIn(schema: TSchema, path: string): { readonly path: string; readonly pointsTo: string }[] {
  const { pointsTo, items, properties = {} } = schema as PointingShape;
  return [
    ...(pointsTo === undefined ? [] : [{ path, pointsTo }]),
    ...(items === undefined ? [] : pointersIn(items, path)),
    ...Object.entries(properties).flatMap(([key, field]) => pointersIn(field, `${path}/${key}`)),
  ];
}

const attributes: Readonly<Partial<Record<KindName, Readonly<Record<string, AttributeTable<string>>>>>> = {
  TargetGroup: { 'spec.attributes': targetGroupAttributes },
  LoadBalancer: { 'spec.attributes': loadBalancerAttributes, 'spec.listeners.attributes': listenerAttributes },
};

export function renderReference(): GeneratedFile[] {
  return [
    { path: 'docs/reference/README.md', text: referenceIndex(kinds) },
    ...kinds.map((kind) => ({
      path: `docs/reference/${kind.singular}.md`,
      text: referencePage(kind, attributes[kind.kind] ?? {}),
    })),
  ];
}

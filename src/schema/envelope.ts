import { Type, type TObject, type TSchema } from 'typebox';
import { map, object, optional, text } from './dialect.ts';
import type { Kind } from './kind.ts';

/** What namespaces and manifests may be called. */
export const dnsLabel = {
  pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
  words: 'small letters, digits and hyphens, with a letter or digit at both ends',
  maxLength: 63,
};

const metadata = object(
  {
    name: text('Names the manifest: its identity is kind, namespace and name, never the file it is in.', dnsLabel),
    namespace: optional(text('Groups manifests.', { ...dnsLabel, default: 'default' })),
    labels: optional(map(text('The value.', { minLength: 0 }), 'Labels for selecting manifests; not written to AWS.')),
    annotations: optional(map(text('The value.', { minLength: 0 }), 'How the controller treats this manifest.')),
  },
  'What the manifest is called.',
);

/** The whole document of a kind. */
export function envelope(kind: Kind): TObject {
  return object(
    {
      apiVersion: text('The version of the manifest API.', { verbatim: true }),
      kind: text('The kind of manifest.', { verbatim: true }),
      metadata,
      spec: kind.spec,
      status: optional(
        Type.Unsafe<unknown>({ description: 'Written by the controller; ignored in a manifest.' }) as TSchema,
      ),
    },
    kind.description,
  );
}

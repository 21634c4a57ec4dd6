import packageJson from '../package.json' with { type: 'json' };
import type { Bundled } from './bundled.ts';

const { name, version, license, description } = packageJson;
const own = purlOf({ name, version });

/** A software bill of materials as CycloneDX 1.6 has it: what is inside of the executable. The same packages give the same text. */
export function billOfMaterials(bundled: readonly Bundled[]): object {
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': own,
        name,
        version,
        description,
        licenses: licences(license),
        purl: own,
      },
    },
    components: bundled.map(componentOf),
    dependencies: [{ ref: own, dependsOn: bundled.map(purlOf) }],
  };
}

function componentOf(one: Bundled): object {
  const [group, bare] = one.name.startsWith('@') ? (one.name.split('/') as [string, string]) : [undefined, one.name];
  const purl = purlOf(one);
  return {
    type: 'library',
    'bom-ref': purl,
    ...(group === undefined ? {} : { group }),
    name: bare,
    version: one.version,
    licenses: licences(one.licence),
    purl,
    hashes: hashesOf(one),
  };
}

function licences(id: string): object {
  return [{ license: { id } }];
}

/** npm's lock has the digest as base64, and a bill of materials as hexadecimal digits. */
function hashesOf({ name: of, version: at, integrity = '' }: Bundled): object {
  const [, digest] = /^sha512-([A-Za-z0-9+/=]+)$/.exec(integrity) ?? [];
  if (digest === undefined) throw new Error(`package-lock.json has no SHA-512 of ${of} ${at}`);
  return [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }];
}

function purlOf({ name: of, version: at }: Pick<Bundled, 'name' | 'version'>): string {
  return `pkg:npm/${of.replace('@', '%40')}@${at}`;
}

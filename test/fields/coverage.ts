import { actionName, services, type Service } from '../../src/aws/operations.ts';
import type { Connection } from '../../src/aws/call.ts';
import { operationSchema, type NormalizedSchema, type SchemaModule } from '../../src/simulator/codec/schema.ts';
import { alike, leftOut, operations, reasons, schemas } from './scope.ts';

/*
 * What of AWS a manifest can say: the input members of the operations in scope, as the SDK's own schemas have them, against
 * those that evenkeel was seen to send while every field of every manifest was applied.
 */

/** What was sent so far. */
export class Heard {
  readonly #members = new Set<string>();

  /** The same way to AWS, with an ear on it. */
  on(connect: (service: Service) => Connection): (service: Service) => Connection {
    return (service) => {
      const connection = connect(service);
      return {
        ...connection,
        send: (operation, input, beforeItLeaves) => {
          this.#hear(service, actionName(operation), input);
          return connection.send(operation, input, beforeItLeaves);
        },
      };
    };
  }

  has(member: string): boolean {
    return this.#members.has(member);
  }

  #hear(service: Service, action: string, input: object): void {
    const schema = schemaOf(service, action);
    if (schema === undefined) return;
    for (const path of pathsIn(schema, input)) this.#members.add(memberOf(action, path));
  }
}

/** Members that were given a value. */
function* pathsIn(schema: NormalizedSchema, value: unknown, path = ''): Iterable<string> {
  if (value === undefined || value === null) return;
  if (schema.isListSchema()) for (const item of value as unknown[]) yield* pathsIn(schema.getValueSchema(), item, path);
  else if (schema.isMapSchema())
    for (const item of Object.values(value)) yield* pathsIn(schema.getValueSchema(), item, path);
  else if (schema.isStructSchema() && !schema.isUnitSchema())
    for (const [name, member] of schema.structIterator()) {
      const given = (value as Readonly<Record<string, unknown>>)[name];
      if (given === undefined) continue;
      const at = path === '' ? name : `${path}.${name}`;
      yield at;
      yield* pathsIn(member, given, at);
    }
}

/** Every member that an operation takes; a structure within itself is looked into once. */
function* pathsOf(schema: NormalizedSchema, path = '', within: readonly string[] = []): Iterable<string> {
  if (schema.isListSchema() || schema.isMapSchema()) yield* pathsOf(schema.getValueSchema(), path, within);
  else if (schema.isStructSchema() && !schema.isUnitSchema()) {
    const own = schema.getName() ?? '';
    if (within.includes(own)) return;
    for (const [name, member] of schema.structIterator()) {
      const at = path === '' ? name : `${path}.${name}`;
      yield at;
      yield* pathsOf(member, at, [...within, own]);
    }
  }
}

function schemaOf(service: Service, action: string): NormalizedSchema | undefined {
  const module: SchemaModule | undefined = schemas[service];
  return module && operationSchema(module, action)?.input;
}

/** Where it stands: `CreateService networkConfiguration.awsvpcConfiguration.subnets`. */
function memberOf(action: string, path: string): string {
  return alike(`${action} ${path}`);
}

interface Counted {
  readonly title: string;
  readonly action: string;
  readonly said: readonly string[];
  readonly unsaid: readonly string[];
  readonly left: readonly string[];
}

function count(service: Service, action: string, heard: Heard): Counted {
  const schema = schemaOf(service, action);
  if (schema === undefined) throw new Error(`${service} has no operation ${action}`);
  const paths = [...pathsOf(schema)];
  const counted = paths.filter((path) => leftOut(action, path) === undefined);
  const isSaid = (path: string): boolean => heard.has(memberOf(action, path));
  return {
    title: services[service].title,
    action,
    said: counted.filter(isSaid),
    unsaid: counted.filter((path) => !isSaid(path)),
    left: paths.filter((path) => leftOut(action, path) !== undefined),
  };
}

/** The page in docs. */
export function renderCoverage(heard: Heard): string {
  const all = Object.entries(operations).flatMap(([service, actions]) =>
    actions.map((action) => count(service as Service, action, heard)),
  );
  const said = all.reduce((sum, one) => sum + one.said.length, 0);
  const unsaid = all.reduce((sum, one) => sum + one.unsaid.length, 0);
  const parts = [
    '# What of AWS a manifest can say',
    `**${said} of ${said + unsaid}** input members, over ${all.length} operations that make or set what manifests are about.`,
    intro,
    tableOf(all),
    '## What no manifest can say yet',
    'A number says how many members below one go with it.',
    ...all
      .filter((one) => one.unsaid.length > 0)
      .map(({ title, action, unsaid: members }) => `**${title} ${action}**: ${topmost(members).join(', ')}`),
    '## What does not count',
    ...leftByReason(all),
  ];
  return `${parts.join('\n\n')}\n`;
}

const intro = `Counted from the SDK's own schemas: each member of an operation's input at its place, structures as well as what is in
them. It counts as said if evenkeel was seen to send it while a test applied every field that manifests have. Where one call
makes an object and another one changes it, the making counts. \`npm run coverage\` writes this page; the test that applies
the fields keeps it true.`;

function tableOf(all: readonly Counted[]): string {
  const rows = all.map(
    ({ title, action, said, unsaid, left }) =>
      `| ${title} | ${action} | ${said.length} | ${said.length + unsaid.length} | ${left.length} |`,
  );
  return ['| service | operation | said | of | not counted |', '|---|---|--:|--:|--:|', ...rows].join('\n');
}

/** Members whose parents are not among them, each with how many are below it. */
function topmost(members: readonly string[]): string[] {
  const all = new Set(members);
  return members
    .filter((path) => !all.has(path.slice(0, Math.max(0, path.lastIndexOf('.')))))
    .map((path) => {
      const below = members.filter((other) => other.startsWith(`${path}.`)).length;
      return below === 0 ? `\`${path}\`` : `\`${path}\` (+${below})`;
    });
}

function leftByReason(all: readonly Counted[]): string[] {
  return reasons.map(([why]) => {
    const paths = all.flatMap(({ action, left }) => left.filter((path) => leftOut(action, path) === why));
    return `**${why}** (${paths.length}): ${topmost([...new Set(paths)]).join(', ')}`;
  });
}

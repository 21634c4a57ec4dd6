import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { commonOptions } from '../../src/cli/options.ts';
import type { Verb } from '../../src/cli/verb.ts';
import { verbs } from '../../src/cli/verbs.ts';
import taskDefinition from '../../docs/deploy/ecs-task-definition.json' with { type: 'json' };
import { compose, deployment, imageConfig, textOf } from './files.ts';

/** Reads a command line as evenkeel does, and throws where evenkeel would refuse it. */
function readLine(words: readonly string[]): void {
  const [name, ...rest] = words;
  const verb = verbs.find((one) => one.name === name);
  if (verb === undefined) throw new Error(`evenkeel has no verb ${name}`);
  const command = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  for (const option of optionsOf(verb)) command.addOption(option);
  command.parse(rest, { from: 'user' });
}

function optionsOf({ options = [] }: Verb) {
  return [...commonOptions(), ...options];
}

const known = verbs.flatMap(optionsOf);

const lines: Readonly<Record<string, () => Promise<readonly (readonly string[])[]>>> = {
  Dockerfile: async () => [(await imageConfig()).cmd],
  'compose.yaml': async () => Object.values((await compose()).services).map(({ command }) => command),
  'docs/deploy/kubernetes.yaml': async () => (await deployment()).spec.template.spec.containers.map(({ args }) => args),
  'docs/deploy/ecs-task-definition.json': async () =>
    taskDefinition.containerDefinitions.filter(({ name }) => name === 'evenkeel').map(({ command }) => command),
};

function variablesIn(text: string): string[] {
  return text.match(/\bEVENKEEL_[A-Z_]+\b/g) ?? [];
}

describe('what the deployments have evenkeel do', () => {
  it.each(Object.entries(lines))('%s: the command line takes it', async (_, read) => {
    const found = await read();
    expect(found.length).toBeGreaterThan(0);
    for (const line of found) expect(() => readLine(line)).not.toThrow();
  });

  it('would notice a flag that is none', () => {
    expect(() => readLine(['run', '--listn', '127.0.0.1:8080'])).toThrow('unknown option');
    expect(() => readLine(['run', '--interval', 'often'])).toThrow('Write a number');
  });

  it.each([...Object.keys(lines), 'docs/deploy/README.md'])('%s: each variable is read by someone', async (file) => {
    const variables = variablesIn(await textOf(file));
    // An image is built before it runs: the build reads variables of its own.
    const read = [...known.map(({ envVar }) => envVar), ...variablesIn(await textOf('scripts/build.ts'))];
    expect(read).toEqual(expect.arrayContaining(variables));
  });

  it('the README names flags that are there', async () => {
    const flags = [...(await textOf('docs/deploy/README.md')).matchAll(/`(--[a-z-]+)/g)].map(([, flag]) => flag);
    expect(flags.length).toBeGreaterThan(0);
    expect(known.map(({ long }) => long)).toEqual(expect.arrayContaining(flags));
  });
});

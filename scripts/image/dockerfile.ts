/** One instruction of a Dockerfile, its continued lines joined. */
interface Step {
  readonly instruction: string;
  readonly text: string;
}

/** What one FROM begins. */
export interface Stage {
  readonly base: string;
  readonly name: string | undefined;
  readonly steps: readonly Step[];
}

/** What an image says about the containers made from it. */
export interface ImageConfig {
  readonly env: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly user: string | undefined;
  readonly stopSignal: string | undefined;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly health: readonly string[];
}

/** Reads as much of the format as our own Dockerfile uses; commands in the form of a JSON list. */
export function readDockerfile(text: string): readonly Stage[] {
  const stages: { base: string; name: string | undefined; steps: Step[] }[] = [];
  for (const step of stepsIn(text)) {
    if (step.instruction === 'FROM') {
      const [base = '', , name] = step.text.split(/\s+/);
      stages.push({ base, name, steps: [] });
    } else {
      const stage = stages.at(-1);
      if (stage === undefined) throw new Error(`${step.instruction} stands before any FROM`);
      stage.steps.push(step);
    }
  }
  return stages;
}

export function configOf({ steps }: Stage): ImageConfig {
  const last = (instruction: string): string | undefined =>
    steps.findLast((step) => step.instruction === instruction)?.text;
  const pairs = (instruction: string): Record<string, string> =>
    Object.fromEntries(steps.filter((step) => step.instruction === instruction).flatMap(({ text }) => pairsIn(text)));
  return {
    env: pairs('ENV'),
    labels: pairs('LABEL'),
    user: last('USER'),
    stopSignal: last('STOPSIGNAL'),
    entrypoint: listIn(last('ENTRYPOINT')),
    cmd: listIn(last('CMD')),
    health: listIn(last('HEALTHCHECK')?.replace(/^.*?\bCMD\s+/, '')),
  };
}

function stepsIn(text: string): Step[] {
  const lines = text.split('\n').filter((line) => !/^\s*(?:#|$)/.test(line));
  return lines
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => {
      const [, instruction = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
      return { instruction: instruction.toUpperCase(), text: rest.trim() };
    });
}

function pairsIn(text: string): [string, string][] {
  return [...text.matchAll(/([\w.-]+)=(?:"([^"]*)"|(\S+))/g)].map(([, key = '', quoted, bare = '']) => [
    key,
    quoted ?? bare,
  ]);
}

function listIn(text: string | undefined): readonly string[] {
  return text === undefined ? [] : (JSON.parse(text) as string[]);
}

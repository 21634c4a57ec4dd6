import { Argument, Command, CommanderError } from 'commander';
import { version } from './built-from.ts';
import { asEvenkeelError, formatError } from '../core/errors.ts';
import { commonOptions, type CommonOptions } from './options.ts';
import { textStreamTo } from './process/text-stream.ts';
import { openSession, ioOfProcess, type Session, type ProcessIo } from './process/session.ts';
import { withoutPatterns } from '../source/pattern.ts';
import type { Given, Run, Verb } from './verb.ts';
import { verbs } from './verbs.ts';

const summary = `Keeps AWS load balancing in sync with a folder of manifests.`;

const start = `
Start here:
  evenkeel init                 write manifests to start from to ./manifests
  evenkeel validate             check the manifests in ./manifests
  evenkeel plan                 show what would change in AWS, and why
  evenkeel apply                do it
  evenkeel explain LoadBalancer show the fields of a manifest

To try it without an AWS account, run "evenkeel simulator" in another terminal.`;

/** Runs the command line and gives the exit code. */
export async function run(argv: readonly string[], around = ioOfProcess()): Promise<number> {
  for (const stream of [around.stdout, around.stderr]) stream.on('error', ignoreBrokenPipe);
  let code = 0;
  const program = programOf(around, (verb, options, args) =>
    runVerb(verb, openSession(options, argv, around), args).then((result) => {
      code = result;
    }),
  );
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode;
    throw thrown;
  }
}

/** A closed pipe (EPIPE) must not stop a verb in the middle of its work. */
function ignoreBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

type RunVerb = (verb: Verb, options: CommonOptions, args: readonly Given[]) => Promise<void>;

function programOf({ stdout, stderr }: ProcessIo, runIt: RunVerb): Command {
  const program = new Command('evenkeel')
    .description(summary)
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [verb]', 'print the help of a verb')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: textStreamTo(stdout).write, writeErr: textStreamTo(stderr).write })
    .addHelpText('after', start)
    .exitOverride();
  for (const option of commonOptions()) program.addOption(option);
  for (const verb of verbs) addVerb(program, verb, runIt);
  return program;
}

function addVerb(program: Command, verb: Verb, runIt: RunVerb): void {
  const { name, summary: inShort, details, args = [], options = [] } = verb;
  const command = program.command(name);
  command
    .summary(inShort)
    .description(details === undefined ? sentence(inShort) : `${sentence(inShort)}\n\n${details}`);
  for (const { name: argument, meaning, choices } of args) {
    const declared = new Argument(argument, meaning);
    command.addArgument(choices === undefined ? declared : declared.choices(choices));
  }
  for (const option of options) command.addOption(option);
  command.addHelpText('after', examplesOf(verb));
  command.action(() => runIt(verb, command.optsWithGlobals<CommonOptions>(), command.processedArgs as Given[]));
}

async function runVerb(verb: Verb, session: Session, args: readonly Given[]): Promise<number> {
  try {
    const perform = (await verb.load()) as unknown as Run<object>;
    const manifests = await withoutPatterns(session.options.manifests);
    return await perform({ ...session, options: { ...session.options, manifests } }, ...args);
  } catch (thrown) {
    complain(session, thrown);
    return 1;
  }
}

function complain(session: Session, thrown: unknown): void {
  // What the system refuses, e.g. to write a file, is no fault of ours, and says itself what it is about.
  const words = isRefusalOfSystem(thrown) ? thrown.message : formatError(asEvenkeelError(thrown));
  session.say('error', `${session.paintSaid('red', 'error:')} ${words}`);
  if (thrown instanceof Error && thrown.stack !== undefined) session.say('debug', thrown.stack);
}

function isRefusalOfSystem(thrown: unknown): thrown is Error {
  return thrown instanceof Error && 'syscall' in thrown;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function examplesOf({ examples }: Verb): string {
  const lines = examples.flatMap(({ line, meaning }) => [`  # ${meaning}`, `  ${line}`]);
  return ['', 'Examples:', ...lines].join('\n');
}

import { Option } from 'commander';
import { deregisterShare, readBudget, duration, integer, interval, output, pruneLimits } from './options.ts';
import { shells } from './shells.ts';
import type { Verb } from './verb.ts';

const prune = new Option('--prune', 'also delete what no manifest asks for any more');
const adoptStrict = new Option(
  '--adopt-strict',
  'where something is adopted, also take away at once what stands in it and no manifest lists',
);
const yes = new Option('-y, --yes', 'do it without asking; needed where there is no terminal');
const timeout = new Option('--timeout <time>', 'the longest to wait for, e.g. 30s, 5m, 1h')
  .argParser(duration)
  .default(600_000, '10m');

/** Whoever tells what is withheld has to know of the same limits as the daemon that withholds it. */
const kind = { name: '[kind]', meaning: 'e.g. LoadBalancer, loadbalancers or lb' };

/** Every verb. A new one is a file beside this one, and an entry here. */
export const verbs: readonly Verb[] = [
  {
    name: 'validate',
    summary: 'check the manifests without asking AWS',
    details:
      'Tells everything that is wrong with the folder at once. Exit code 1 where anything is, or where no manifest is in it.',
    examples: [
      { line: 'evenkeel validate -f infra/', meaning: 'each problem as file:line:column' },
      { line: 'render | evenkeel validate -f -', meaning: 'what another program writes' },
    ],
    load: async () => (await import('./validate.ts')).validate,
  },
  {
    name: 'plan',
    summary: 'show what apply would do, and why',
    details: 'Writes nothing. Invalid manifests are told on stderr and left out; the exit code is then 1.',
    options: [
      output(['text', 'json', 'yaml', 'markdown'], 'text'),
      new Option('--detailed-exitcode', 'exit 0 where nothing to do, 2 where there are changes, 1 on an error'),
      prune,
      ...pruneLimits(),
      deregisterShare(),
      adoptStrict,
      new Option('--verbose', 'also list what stands in AWS and no manifest of the folder speaks of'),
    ],
    examples: [
      { line: 'evenkeel plan', meaning: 'what would change, field by field' },
      { line: 'evenkeel plan --detailed-exitcode', meaning: 'for a pipeline: 2 means that there are changes' },
      { line: 'evenkeel plan -o markdown', meaning: 'for a comment on a pull request' },
    ],
    load: async () => (await import('./plan.ts')).plan,
  },
  {
    name: 'apply',
    summary: 'make AWS what the manifests say',
    details:
      'Shows the plan and asks. Returns when everything is ready: a target group that is forwarded to has a healthy target.\nOne without any target that no Service fills is not waited for, but told. What one failure does not touch is brought\nabout all the same; the exit code is then 1. --prune deletes what was applied from what is given here and nothing else,\nand with --yes no more than the limits below.',
    options: [
      yes,
      prune,
      ...pruneLimits(),
      deregisterShare(),
      adoptStrict,
      new Option('--no-wait', 'return once everything is written, without waiting until it is ready'),
      new Option('--no-wait-healthy', 'wait until all is ready but targets, which others bring or mend later'),
      timeout,
      new Option('--verbose', 'also list what stands in AWS and no manifest of the folder speaks of'),
    ],
    examples: [
      { line: 'evenkeel apply', meaning: 'show the plan, ask, and do it' },
      { line: 'evenkeel apply --yes --timeout 15m', meaning: 'in a pipeline' },
      { line: 'evenkeel apply -f infra/ -f shared/tls.yaml', meaning: 'a folder and a file, as one set' },
      { line: 'evenkeel apply --prune', meaning: 'also delete what was taken out of the folder' },
    ],
    load: async () => (await import('./apply.ts')).apply,
  },
  {
    name: 'run',
    summary: 'keep AWS what the folder says, until it is stopped',
    details:
      'Watches the folder and looks at AWS at each interval; what differs is put right, and what no manifest asks for any more\nis deleted, within the limits below. It takes one folder, and deletes nothing that was applied from another. SIGHUP: look now. SIGTERM: finish the call under way, and leave; a second one leaves at once.',
    options: [
      new Option('--interval <time>', 'how often AWS is looked at when nothing happens')
        .argParser(interval)
        .default(30_000, '30s')
        .env('EVENKEEL_INTERVAL'),
      ...pruneLimits(),
      deregisterShare(),
      readBudget(),
      new Option('--git-pull', "follow the upstream of the folder's git working tree").env('EVENKEEL_GIT_PULL'),
      new Option('--lease <object>', 'like s3://bucket/key: of all that name it, one writes at a time').env(
        'EVENKEEL_LEASE',
      ),
      new Option('--lock <file>', 'the same among those on this machine; by default a file of the user').env(
        'EVENKEEL_LOCK',
      ),
      new Option('--listen <address>', 'where the API and the page are served')
        .default('127.0.0.1:8080')
        .env('EVENKEEL_LISTEN'),
      new Option('--token-file <file>', 'the token to be shown by whoever reads; needed where others get in').env(
        'EVENKEEL_TOKEN_FILE',
      ),
      new Option('--hook-secret-file <file>', 'the secret that signs POST /-/hook').env('EVENKEEL_HOOK_SECRET_FILE'),
      new Option('--report-dir <dir>', 'keep report.json, report.md and report.html there').env('EVENKEEL_REPORT_DIR'),
      new Option('--history <file>', 'append findings and corrections there as lines of JSON').env('EVENKEEL_HISTORY'),
      new Option('--notify <url...>', 'tell what comes and goes there as JSON (may be repeated)').env(
        'EVENKEEL_NOTIFY',
      ),
      new Option('--notify-slack <url...>', 'the same as Slack wants it').env('EVENKEEL_NOTIFY_SLACK'),
      new Option('--log-format <format>', 'how to log on stderr')
        .choices(['text', 'json'])
        .default('json')
        .env('EVENKEEL_LOG_FORMAT'),
    ],
    examples: [
      { line: 'evenkeel run -f infra/', meaning: 'keep AWS what infra/ says' },
      { line: 'evenkeel run --interval 10s --log-format text', meaning: 'at a terminal' },
      { line: 'evenkeel run -f /srv/repo/infra --git-pull', meaning: 'follow a branch' },
    ],
    load: async () => (await import('./run.ts')).run,
  },
  {
    name: 'drift',
    summary: 'tell where AWS is no longer what was applied',
    details:
      'Exit code 0: nothing drifted, 2: drift, 1: an error. What was not created yet is counted, and is no drift. See docs/drift.md for\nthe formats.',
    options: [
      new Option(
        '--detailed-exitcode',
        'exit 3 where nothing drifted, but something is not created yet or still to be changed',
      ),
      output(['text', 'json', 'yaml', 'markdown', 'html', 'sarif', 'junit'], 'text'),
      ...pruneLimits(),
    ],
    examples: [
      { line: 'evenkeel drift -o json', meaning: 'for another program' },
      { line: 'evenkeel drift -o html > drift.html', meaning: 'one page, to be sent or printed' },
      { line: 'evenkeel drift -o sarif > drift.sarif', meaning: "for a repository's code scanning" },
    ],
    load: async () => (await import('./drift.ts')).drift,
  },
  {
    name: 'get',
    summary: 'list what the manifests describe, and how it is doing',
    args: [kind, { name: '[name]', meaning: 'one manifest' }],
    options: [output(['wide', 'json', 'yaml', 'name']), ...pruneLimits()],
    examples: [
      { line: 'evenkeel get', meaning: 'everything' },
      { line: 'evenkeel get loadbalancers -o wide', meaning: 'one kind, with ARNs and source lines' },
      { line: 'evenkeel get lb web-alb -o yaml', meaning: 'one manifest with its status' },
    ],
    load: async () => (await import('./get.ts')).get,
  },
  {
    name: 'describe',
    summary: 'tell everything about one manifest: conditions, parts, targets, differences',
    args: [
      { ...kind, name: '<kind>' },
      { name: '<name>', meaning: 'the manifest' },
    ],
    examples: [{ line: 'evenkeel describe loadbalancer web-alb', meaning: 'its listeners, rules and targets' }],
    load: async () => (await import('./describe.ts')).describe,
  },
  {
    name: 'diagnose',
    summary: 'tell what goes wrong with what the folder asks for, why, and what to do',
    details:
      "With AWS's own words, the call that told them, and the field to change: see docs/diagnose.md. Nothing is written.\nExit code 0: nothing is wrong, 2: something is, 1: it could not be looked at.",
    args: [kind, { name: '[name]', meaning: 'one manifest, with whatever takes part in its trouble' }],
    options: [output(['text', 'json'], 'text')],
    examples: [
      { line: 'evenkeel diagnose', meaning: 'everything' },
      { line: 'evenkeel diagnose service web', meaning: 'why one Service does not serve' },
      { line: 'evenkeel diagnose -o json', meaning: 'for another program' },
    ],
    load: async () => (await import('./diagnose.ts')).diagnose,
  },
  {
    name: 'cost',
    summary: 'estimate what the folder costs a month, without asking AWS',
    details:
      'Counts what is billed by the hour, from a dated price table: see docs/cost.md. A region without prices is an error.',
    options: [output(['text', 'json'], 'text')],
    examples: [
      { line: 'evenkeel cost --region eu-west-1', meaning: 'each resource, and all of them' },
      { line: 'evenkeel cost -o json', meaning: 'for another program' },
    ],
    load: async () => (await import('./cost.ts')).cost,
  },
  {
    name: 'delete',
    summary: 'delete from AWS what the folder describes',
    details:
      'Users go before what they use. Nothing else is touched: suspended manifests stay, and what has deletion: retain\nis only forgotten.',
    options: [yes, new Option('--no-wait', 'return without looking whether it is gone'), timeout],
    examples: [
      { line: 'evenkeel delete', meaning: 'show what goes, ask, and do it' },
      { line: 'evenkeel delete -n staging --yes', meaning: 'one namespace, in a pipeline' },
    ],
    load: async () => (await import('./delete.ts')).remove,
  },
  {
    name: 'leftovers',
    summary: 'list what still carries our tag or still costs, and no manifest asks for',
    details:
      'Each with its price and the AWS CLI command that removes it; nothing is written. Idle Elastic IPs and NAT gateways\nare told whoever owns them. Exit code 0: nothing is left, 2: something is, 1: an error.',
    options: [
      output(['text', 'json'], 'text'),
      new Option('--all', "also what the folder's manifests ask for, e.g. after evenkeel delete"),
    ],
    examples: [
      { line: 'evenkeel leftovers', meaning: 'what nobody asks for any more' },
      { line: 'evenkeel delete --yes && evenkeel leftovers --all', meaning: 'whether anything outlived a deletion' },
    ],
    load: async () => (await import('./leftovers.ts')).leftovers,
  },
  {
    name: 'explain',
    summary: 'say what a field of a manifest means',
    args: [{ name: '<path>', meaning: 'e.g. LoadBalancer.spec.listeners' }],
    examples: [
      { line: 'evenkeel explain LoadBalancer', meaning: 'the fields of a kind' },
      { line: 'evenkeel explain tg.spec.healthCheck.matcher', meaning: 'one field' },
      { line: 'evenkeel explain config.places', meaning: 'the same of evenkeel.yaml' },
    ],
    load: async () => (await import('./explain.ts')).explain,
  },
  {
    name: 'crds',
    summary: 'print the CustomResourceDefinitions of the manifest kinds',
    options: [new Option('--dir <dir>', 'write one file for each kind there, in place of printing')],
    examples: [{ line: 'evenkeel crds | kubectl apply -f -', meaning: 'let an API server know the kinds' }],
    load: async () => (await import('./crds.ts')).crds,
  },
  {
    name: 'simulator',
    summary: 'run an AWS on this machine, to try things out',
    details: 'Listens on 127.0.0.1 until Ctrl-C. Everything is forgotten when it ends.',
    options: [
      new Option('--port <port>', 'where to listen; 0: any free port').argParser(integer(0, 65_535)).default(4566),
      new Option('--fixture <file...>', 'what stands beforehand: VPCs, subnets, instances (may be repeated)'),
      new Option('--seed <number>', 'decides every id and every random fault')
        .argParser(integer(0, 4_294_967_295))
        .default(1),
      new Option('--provisioning <time>', 'how long a load balancer takes to become active')
        .argParser(duration)
        .default(1_000, '1s'),
      new Option('--limits <whose>', 'refuse calls beyond the request limits of the AWS APIs').choices(['aws']),
      new Option(
        '--neighbour <number>',
        'somebody else in the account, who makes so many reads of the ELB API a second',
      ).argParser(integer(1, 100)),
      new Option('--data-plane', 'also answer requests, at an address for each listener, as the load balancers would'),
    ],
    examples: [
      { line: 'evenkeel simulator --fixture lab.yaml', meaning: 'an account with the VPCs of that file' },
      { line: 'evenkeel simulator --provisioning 2m', meaning: 'as slow as AWS' },
      {
        line: 'evenkeel simulator --limits aws --neighbour 5',
        meaning: 'as many calls as AWS takes, half of the ELB reads gone to others',
      },
      { line: 'evenkeel simulator --data-plane', meaning: 'to see with curl which target a request comes to' },
    ],
    load: async () => (await import('./simulator.ts')).simulator,
  },
  {
    name: 'completion',
    summary: 'print the completion script of a shell',
    args: [{ name: '<shell>', meaning: shells.join(', '), choices: shells }],
    examples: [
      { line: 'source <(evenkeel completion bash)', meaning: 'in ~/.bashrc' },
      { line: 'evenkeel completion zsh > "${fpath[1]}/_evenkeel"', meaning: 'once, for zsh' },
      { line: 'evenkeel completion fish > ~/.config/fish/completions/evenkeel.fish', meaning: 'once, for fish' },
    ],
    load: async () => (await import('./completion.ts')).completionOf(verbs),
  },
];

import { Option } from 'commander';
import { deregisterShare, noTrail, duration, interval, pruneLimits, tag } from './options.ts';
import { output, outputOrTemplate, selector, sortBy } from './output-options.ts';
import { shells } from './completion/shells.ts';
import type { Verb } from './verb.ts';
import { initOptions } from './verbs/init-options.ts';
import { runOptions } from './verbs/run-options.ts';
import { simulatorOptions } from './verbs/simulator-options.ts';

const prune = new Option('--prune', 'also delete what no manifest declares any more');
const adoptStrict = new Option('--adopt-strict', 'when adopting, also delete at once what no manifest declares');
const yes = new Option('-y, --yes', 'do not ask; required without a terminal');
const timeout = new Option('--timeout <time>', 'how long to wait at most, e.g. 30s, 5m, 1h')
  .argParser(duration)
  .default(600_000, '10m');

const kind = { name: '[kind]', meaning: 'e.g. LoadBalancer, loadbalancers or lb' };

/** What a verb that compares with AWS is about. */
const some = [
  { ...kind, meaning: 'only these, e.g. LoadBalancer, lb or lb/web' },
  { name: '[name]', meaning: 'only this manifest' },
];

/** Every verb. A new one is a file beside this one, and an entry here. */
export const verbs: readonly Verb[] = [
  {
    name: 'init',
    summary: 'write a folder of manifests to start from',
    details:
      'A load balancer, its security groups, a target group and a Service, with comments. On a terminal, asks what no option says.\nReads VPCs, subnets and ECS clusters, and never writes to AWS. See docs/init.md.',
    options: initOptions(),
    examples: [
      { line: 'evenkeel init', meaning: 'answer the questions' },
      {
        line: 'evenkeel init --yes --from instances --vpc prod',
        meaning: 'in front of the instances with the tag Role=web',
      },
      {
        line: 'evenkeel init --yes --from fargate --image nginx:1.27 --vpc prod --cluster demo --out infra/',
        meaning: 'a container',
      },
    ],
    load: async () => (await import('./verbs/init.ts')).init,
  },
  {
    name: 'validate',
    summary: 'check the manifests without asking AWS',
    details:
      'Reports every problem of the folder at once. Exit code 1 if there are any, or if the folder has no manifest.',
    options: [new Option('--expand', 'print the manifests as they are understood, with the values of their variables')],
    examples: [
      { line: 'evenkeel validate -f infra/', meaning: 'each problem as file:line:column' },
      { line: 'render | evenkeel validate -f -', meaning: 'the output of another program' },
      { line: 'STAGE=beta evenkeel validate --expand', meaning: 'what the variables of the manifests become' },
    ],
    load: async () => (await import('./verbs/validate.ts')).validate,
  },
  {
    name: 'plan',
    summary: 'show what apply would do, and why',
    details:
      'Writes nothing. Invalid manifests are reported on stderr and left out; the exit code is then 1.\nWith -n, a kind or a name, only what those manifests concern is read from AWS.',
    args: some,
    options: [
      output(['text', 'diff', 'json', 'yaml', 'markdown'], 'text'),
      new Option('--detailed-exitcode', 'exit 0 without changes, 2 with changes, 1 on an error'),
      prune,
      ...pruneLimits(),
      deregisterShare(),
      adoptStrict,
      new Option('--out <file>', 'also write the plan to this file, for evenkeel apply to carry out exactly it'),
      new Option('--verbose', 'also list what exists in AWS and no manifest of the folder declares'),
    ],
    examples: [
      { line: 'evenkeel plan', meaning: 'what would change, field by field' },
      { line: 'evenkeel plan --detailed-exitcode', meaning: 'in a pipeline: 2 means changes' },
      { line: 'evenkeel plan lb/web-alb', meaning: 'one manifest' },
      { line: 'evenkeel plan -o diff', meaning: 'live against wanted, as unified diffs' },
      { line: 'evenkeel plan --out web.plan', meaning: 'for somebody to approve, and apply to carry out' },
      { line: 'evenkeel plan -o markdown', meaning: 'for a comment on a pull request' },
    ],
    load: async () => (await import('./verbs/plan.ts')).plan,
  },
  {
    name: 'apply',
    summary: 'make AWS match the manifests',
    details:
      'Shows the plan and asks. Returns when everything is ready: each target group that receives requests has a healthy target.\nA target group without targets and without a Service is reported, but not waited for. A failure stops only what depends\non it; the exit code is then 1. --prune deletes only what was applied from the manifests given here, and with --yes no\nmore than the limits below. With a file of plan --out, carries out exactly that plan without asking, or nothing where a\nmanifest or AWS has changed since: see docs/plan-files.md.',
    args: [
      { ...some[0]!, name: '[kind]', meaning: 'only these, e.g. LoadBalancer, lb or lb/web; or a file of plan --out' },
      some[1]!,
    ],
    options: [
      yes,
      new Option('--dry-run', 'only show what would be done'),
      prune,
      ...pruneLimits(),
      deregisterShare(),
      adoptStrict,
      new Option('--no-wait', 'return when everything is written, without waiting until it is ready'),
      new Option('--no-wait-healthy', 'wait until everything is ready except the health of targets'),
      timeout,
      new Option('--verbose', 'also list what exists in AWS and no manifest of the folder declares'),
    ],
    examples: [
      { line: 'evenkeel apply', meaning: 'show the plan, ask, and do it' },
      { line: 'evenkeel apply --yes --timeout 15m', meaning: 'in a pipeline' },
      { line: 'evenkeel apply tg web', meaning: 'one manifest; what it refers to must exist' },
      { line: 'evenkeel apply -f infra/ -f shared/tls.yaml', meaning: 'a folder and a file, as one set' },
      { line: 'evenkeel apply web.plan', meaning: 'exactly the plan of that file, without asking' },
      { line: 'evenkeel apply --prune', meaning: 'also delete what was removed from the folder' },
    ],
    load: async () => (await import('./verbs/apply.ts')).apply,
  },
  {
    name: 'run',
    summary: 'keep AWS matching the folder, until stopped',
    details:
      'Watches the folder and reads AWS at each interval. Corrects drift, and prunes what no manifest declares any more, within\nthe limits below. Takes one folder, and deletes nothing that was applied from another. SIGHUP: read AWS now.\nSIGTERM: finish the calls under way and exit; a second one exits at once.',
    options: runOptions(),
    examples: [
      { line: 'evenkeel run -f infra/', meaning: 'keep AWS matching infra/' },
      { line: 'evenkeel run --interval 10s --log-format text', meaning: 'at a terminal' },
      { line: 'evenkeel run -f /srv/repo/infra --git-pull', meaning: 'follow a branch' },
    ],
    load: async () => (await import('./verbs/run.ts')).run,
  },
  {
    name: 'drift',
    summary: 'show where AWS differs from the last apply',
    details:
      'Exit code 0: no drift, 2: drift, 1: an error. What was not created yet is counted, but is not drift. For the formats see\ndocs/drift.md.',
    args: some,
    options: [
      new Option('--detailed-exitcode', 'exit 3 without drift, but with other changes to apply'),
      output(['text', 'diff', 'json', 'yaml', 'markdown', 'html', 'sarif', 'junit'], 'text'),
      noTrail("don't look up in CloudTrail who changed it"),
      ...pruneLimits(),
    ],
    examples: [
      { line: 'evenkeel drift -o json', meaning: 'for another program' },
      { line: 'evenkeel drift -o html > drift.html', meaning: 'one page, to send or print' },
      { line: 'evenkeel drift -o sarif > drift.sarif', meaning: "for a repository's code scanning" },
    ],
    load: async () => (await import('./verbs/drift.ts')).drift,
  },
  {
    name: 'get',
    summary: 'list the resources of the manifests and their status',
    args: [
      { ...kind, meaning: 'e.g. LoadBalancer, lb, lb,tg, all or lb/web' },
      { name: '[name...]', meaning: 'only these manifests' },
    ],
    options: [
      outputOrTemplate(['wide', 'json', 'yaml', 'name']),
      selector(),
      sortBy(),
      new Option('-A, --all-namespaces', 'manifests of all namespaces, whatever -n says'),
      new Option('-w, --watch', 'go on, and print each again as often as it changes, until Ctrl-C'),
      new Option('--interval <time>', 'how often to look with --watch').argParser(interval).default(10_000, '10s'),
      ...pruneLimits(),
    ],
    examples: [
      { line: 'evenkeel get', meaning: 'everything' },
      { line: 'evenkeel get loadbalancers -o wide', meaning: 'one kind, with ARNs and source lines' },
      { line: 'evenkeel get lb,tg', meaning: 'two kinds' },
      { line: 'evenkeel get lb web-alb -o yaml', meaning: 'one manifest with its status' },
      { line: 'evenkeel get lb/web-alb -o jsonpath={.status.dnsName}', meaning: 'one value, for a script' },
      { line: 'evenkeel get svc -w', meaning: 'see Services become ready' },
      {
        line: 'evenkeel get -l team=web --sort-by .metadata.name -o custom-columns=NAME:.metadata.name,ARN:.status.arn',
        meaning: 'a table of your own',
      },
    ],
    load: async () => (await import('./verbs/get.ts')).get,
  },
  {
    name: 'describe',
    summary: 'show one manifest in detail: conditions, parts, targets, differences',
    args: [
      { name: '<kind>', meaning: 'e.g. LoadBalancer, lb or lb/web' },
      { name: '[name...]', meaning: 'the manifests; without one, all of the kind' },
    ],
    examples: [
      { line: 'evenkeel describe loadbalancer web-alb', meaning: 'its listeners, rules and targets' },
      { line: 'evenkeel describe lb/web-alb', meaning: 'the same' },
    ],
    load: async () => (await import('./verbs/describe.ts')).describe,
  },
  {
    name: 'diagnose',
    summary: 'find out what does not work, why, and how to fix it',
    details:
      'Quotes AWS, with the call and the field to change: see docs/diagnose.md. Writes nothing.\nExit code 0: no findings, 2: findings, 1: AWS could not be read.',
    args: [kind, { name: '[name]', meaning: 'one manifest, and whatever its findings involve' }],
    options: [output(['text', 'json'], 'text')],
    examples: [
      { line: 'evenkeel diagnose', meaning: 'everything' },
      { line: 'evenkeel diagnose service web', meaning: 'why one Service does not serve' },
      { line: 'evenkeel diagnose -o json', meaning: 'for another program' },
    ],
    load: async () => (await import('./verbs/diagnose.ts')).diagnose,
  },
  {
    name: 'cost',
    summary: 'estimate what the folder costs a month, without asking AWS',
    details:
      'Counts what is billed by the hour, from a dated price table: see docs/cost.md. An unpriced region is an error.',
    options: [output(['text', 'json'], 'text')],
    examples: [
      { line: 'evenkeel cost --region eu-west-1', meaning: 'each resource, and all of them' },
      { line: 'evenkeel cost -o json', meaning: 'for another program' },
    ],
    load: async () => (await import('./verbs/cost.ts')).cost,
  },
  {
    name: 'delete',
    summary: 'delete everything that the folder declares from AWS',
    details:
      'Deletes in reverse order of dependency. Nothing else is touched: suspended manifests are left alone, and what has\ndeletion: retain is kept in AWS, no longer managed.',
    options: [yes, new Option('--no-wait', 'return without waiting until everything is deleted'), timeout],
    examples: [
      { line: 'evenkeel delete', meaning: 'show what will be deleted, ask, and do it' },
      { line: 'evenkeel delete -n staging --yes', meaning: 'one namespace, in a pipeline' },
    ],
    load: async () => (await import('./verbs/delete.ts')).remove,
  },
  {
    name: 'release',
    summary: 'stop managing what the folder declares, and leave it in AWS',
    details:
      "Removes evenkeel's tags from the resources of the folder's manifests, and changes nothing else. Remove the manifests\nafterwards: those with the annotation evenkeel.dev/adopt would take everything over again.",
    options: [yes, new Option('--no-wait', 'return without a last look at AWS'), timeout],
    examples: [
      { line: 'evenkeel release', meaning: 'show what will be released, ask, and do it' },
      { line: 'evenkeel release -n staging --yes', meaning: 'one namespace, in a pipeline' },
    ],
    load: async () => (await import('./verbs/release.ts')).release,
  },
  {
    name: 'leftovers',
    summary: 'list tagged or billed resources that no manifest declares',
    details:
      'Each with its price and the AWS CLI command that deletes it. Writes nothing. Idle Elastic IPs and NAT gateways are\nlisted whoever owns them. Exit code 0: no leftovers, 2: leftovers, 1: an error.',
    options: [
      output(['text', 'json'], 'text'),
      new Option('--all', "also what the folder's manifests declare, e.g. after evenkeel delete"),
    ],
    examples: [
      { line: 'evenkeel leftovers', meaning: 'what no manifest declares any more' },
      { line: 'evenkeel delete --yes && evenkeel leftovers --all', meaning: 'whether anything survived the deletion' },
    ],
    load: async () => (await import('./verbs/leftovers.ts')).leftovers,
  },
  {
    name: 'import',
    summary: 'write manifests for what exists in AWS',
    details:
      'Follows references from each load balancer to its security groups, target groups, targets, Auto Scaling groups and ECS\nservices. Never writes to AWS. What CloudFormation, a Kubernetes cluster or another installation manages is left out and\nnamed. See docs/import.md. With --diff, exit code 0: nothing is beside the folder, 2: something is, 1: an error.',
    args: [
      { name: '[name...]', meaning: 'names or ARNs of load balancers, target groups, security groups or Services' },
    ],
    options: [
      new Option('--out <dir>', 'the folder to write to, or - to print'),
      new Option('--all', 'every load balancer, target group, Auto Scaling group and ECS service'),
      new Option('--tag <key=value>', 'only those with this tag (may be repeated)').argParser(tag),
      new Option('--vpc <name>', 'only those in this VPC, by name or id'),
      new Option('--adopt', 'add the annotation evenkeel.dev/adopt, so that apply takes them over'),
      new Option('--split <by>', 'what goes into one file').choices(['stack', 'kind']).default('stack'),
      new Option('--force', 'overwrite existing files'),
      new Option('--diff <folder>', 'only list what nobody manages and no manifest of this folder declares').conflicts(
        'out',
      ),
    ],
    examples: [
      { line: 'evenkeel import web-alb --out infra/ --adopt', meaning: 'one load balancer and all that belongs to it' },
      { line: 'evenkeel import --all --out -', meaning: 'print everything' },
      { line: 'evenkeel import --diff infra/', meaning: 'what exists and nobody manages' },
      { line: 'evenkeel import --tag team=web --vpc prod --out infra/', meaning: 'by tag, in one VPC' },
    ],
    load: async () => (await import('./verbs/import.ts')).importStacks,
  },
  {
    name: 'explain',
    summary: 'explain a field of a manifest',
    args: [{ name: '[path]', meaning: 'e.g. LoadBalancer.spec.listeners; without one, all that can be explained' }],
    options: [new Option('--recursive', 'all fields below it, each with its type')],
    examples: [
      { line: 'evenkeel explain LoadBalancer', meaning: 'the fields of a kind' },
      { line: 'evenkeel explain tg.spec.healthCheck.matcher', meaning: 'one field' },
      { line: 'evenkeel explain lb.spec.listeners --recursive', meaning: 'all fields below one' },
      { line: 'evenkeel explain evenkeel.dev', meaning: 'all annotations' },
      { line: 'evenkeel explain evenkeel.dev/drift', meaning: 'an annotation' },
      { line: 'evenkeel explain config.places', meaning: 'a field of evenkeel.yaml' },
    ],
    load: async () => (await import('./verbs/explain.ts')).explain,
  },
  {
    name: 'crds',
    summary: 'print the CustomResourceDefinitions of the manifest kinds',
    options: [new Option('--dir <dir>', 'write one file for each kind to this folder instead of printing')],
    examples: [{ line: 'evenkeel crds | kubectl apply -f -', meaning: 'register the kinds with an API server' }],
    load: async () => (await import('./verbs/crds.ts')).crds,
  },
  {
    name: 'schema',
    summary: 'print the JSON Schema of all manifest kinds, for editors',
    details:
      'Editors with a YAML language server complete fields, explain them, and mark mistakes, by a line above each manifest:\n# yaml-language-server: $schema=<path>. evenkeel init and import write both.',
    examples: [{ line: 'evenkeel schema > infra/.evenkeel-schema.json', meaning: 'beside the manifests that name it' }],
    load: async () => (await import('./verbs/schema.ts')).schema,
  },
  {
    name: 'fmt',
    summary: 'put the fields of manifests in order, and indent them alike',
    details:
      'Rewrites YAML files and lists them; comments stay, and what the files mean does not change. JSON is left alone. Standard input\nis printed. With --check, exit code 1: a file is not in order.',
    options: [
      new Option('--check', 'write nothing; list the files that are not in order'),
      new Option('--diff', 'write nothing; show what would change'),
    ],
    examples: [
      { line: 'evenkeel fmt -f infra/', meaning: 'the files of a folder' },
      { line: 'evenkeel fmt --check --diff', meaning: 'in a pipeline' },
    ],
    load: async () => (await import('./verbs/fmt.ts')).fmt,
  },
  {
    name: 'simulator',
    summary: 'run a simulated AWS on this machine, to try things out',
    details: 'Listens on 127.0.0.1 until Ctrl-C, and keeps nothing afterwards.',
    options: simulatorOptions(),
    examples: [
      { line: 'evenkeel simulator --demo', meaning: 'the ground of the five systems under manifests' },
      { line: 'evenkeel simulator --fixture lab.yaml', meaning: 'an account with the VPCs of that file' },
      { line: 'evenkeel simulator --provisioning 2m', meaning: 'as slow as AWS' },
      {
        line: 'evenkeel simulator --limits aws --neighbour 5',
        meaning: 'as many calls as AWS takes, half of the ELB reads gone to others',
      },
      {
        line: 'evenkeel simulator --events-to events --event-delay 2s --event-duplicates 10%',
        meaning: 'a queue of events, as late and as doubled as they are on AWS',
      },
      { line: 'evenkeel simulator --data-plane', meaning: 'see with curl which target gets a request' },
    ],
    load: async () => (await import('./verbs/simulator.ts')).simulator,
  },
  {
    name: 'completion',
    summary: 'print the completion script of a shell',
    details:
      "Completes verbs, options and what the folder's manifests are called: kinds, kind/name, namespaces and labels.",
    args: [
      { name: '<shell>', meaning: `${shells.join(', ')}; or names, as the scripts ask`, choices: [...shells, 'names'] },
      { name: '[word...]', meaning: 'with names, the command line up to where it is completed' },
    ],
    examples: [
      { line: 'source <(evenkeel completion bash)', meaning: 'in ~/.bashrc' },
      { line: 'evenkeel completion zsh > "${fpath[1]}/_evenkeel"', meaning: 'once, for zsh' },
      { line: 'evenkeel completion fish > ~/.config/fish/completions/evenkeel.fish', meaning: 'once, for fish' },
    ],
    load: async () => (await import('./verbs/completion.ts')).completionOf(verbs),
  },
  {
    name: 'version',
    summary: 'print the version, and the commit that it was built from',
    options: [output(['text', 'json'], 'text')],
    examples: [{ line: 'evenkeel version -o json', meaning: 'for a script, or a report of a fault' }],
    load: async () => (await import('./verbs/version.ts')).version,
  },
];

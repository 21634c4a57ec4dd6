import { wrongInput, type EvenkeelError } from '../../core/errors.ts';
import { origins, type Answers, type Origin, type Serves } from '../../kinds/start/answers.ts';
import { choiceOf, chooseVpc, labelOf, place, Unplaced, type Network } from '../../kinds/start/network.ts';
import { certificateFor, withoutCertificate, type Certificate } from '../../resources/certificate/type.ts';
import { clusterName } from '../../resources/ecs-service/names.ts';
import { newName } from '../options.ts';

/** What init is given on its command line. */
export interface InitFlags {
  readonly from?: Origin;
  readonly name?: string;
  readonly port: number;
  readonly vpc?: string;
  readonly subnet?: readonly string[];
  readonly https?: string;
  readonly image?: string;
  readonly cluster?: string;
}

/** Where the rest comes from: AWS, and whoever sits at the terminal. */
interface Around {
  readonly network: () => Promise<Network>;
  /** Their ARNs. */
  readonly clusters: () => Promise<readonly string[]>;
  readonly certificates: () => Promise<readonly Certificate[]>;
  readonly say: (text: string) => void;
  /** Absent where nobody is to be asked; gives nothing where the answer is Ctrl-C. */
  readonly ask?: (question: string) => Promise<string | undefined>;
}

interface Question {
  readonly flag: string;
  readonly text: string;
  /** What may be passed, where there is no list to choose from. */
  readonly example?: string;
  readonly fallback?: string;
  /** What there is to choose from. */
  readonly choices?: readonly string[];
  /** What is wrong with an answer. */
  readonly wrong?: (answer: string) => string | undefined;
}

export async function answersOf(flags: InitFlags, around: Around): Promise<Answers> {
  const from = flags.from ?? ((await answer(around, whatRuns)) as Origin);
  const name = flags.name ?? (await answer(around, whatName));
  const network = await around.network();
  const vpc = await vpcOf(network, flags, around);
  const placed = placing(() => place(network, vpc, flags.subnet ?? []));
  const certificate = await certificateOf(flags, around);
  return { name, port: flags.port, ...placed, certificate, serves: await servesOf(from, flags, around) };
}

const whatRuns: Question = {
  flag: '--from',
  text: 'What serves the requests?',
  choices: origins,
  wrong: (given) => (origins.some((one) => one === given) ? undefined : 'choose one of them'),
};

const whatName: Question = {
  flag: '--name',
  text: 'What is it called?',
  fallback: 'web',
  wrong: wrongName,
};

const whichCertificate: Question = {
  flag: '--https',
  text: 'The domain for HTTPS, the ARN of its certificate, or none?',
  fallback: 'none',
};

/** As the option says it. */
function wrongName(given: string): string | undefined {
  try {
    newName(given);
    return undefined;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

/** The ARN of what was named by its ARN or its domain. */
async function certificateOf(flags: InitFlags, around: Around): Promise<string | undefined> {
  for (;;) {
    const https = flags.https ?? (await answer(around, whichCertificate));
    if (https === 'none') return undefined;
    if (/^arn:aws[a-z-]*:(?:acm|iam):\S+$/.test(https)) return https;
    const wrong = isDomain(https) ? await certificateNamed(https, around) : wrongDomain(https);
    if (typeof wrong === 'string') return wrong;
    if (flags.https !== undefined || around.ask === undefined) throw wrongInput(wrong.message, wrong.remedy);
    around.say(`${wrong.message}; ${wrong.remedy}`);
  }
}

async function certificateNamed(domain: string, around: Around): Promise<string | Mistake> {
  const all = await around.certificates();
  const found = certificateFor(domain, all);
  if (found === undefined) return withoutCertificate(domain, all);
  around.say(`with the certificate ${found.arn}, issued for ${found.names.join(', ')}`);
  return found.arn;
}

interface Mistake {
  readonly message: string;
  readonly remedy: string;
}

function isDomain(given: string): boolean {
  return /^(?:\*\.)?(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*\.?$/i.test(given);
}

function wrongDomain(given: string): Mistake {
  return {
    message: `--https takes a domain, the ARN of a certificate, or none, not "${given}"`,
    remedy: 'pass a domain that a certificate in ACM covers, e.g. --https www.example.com',
  };
}

async function vpcOf(network: Network, flags: InitFlags, around: Around): Promise<ReturnType<typeof chooseVpc>> {
  try {
    const vpc = chooseVpc(network, flags.vpc);
    if (flags.vpc === undefined) around.say(`in the VPC ${labelOf(vpc)}, the only one besides the default`);
    return vpc;
  } catch (thrown) {
    if (!(thrown instanceof Unplaced)) throw thrown;
    if (around.ask === undefined || flags.vpc !== undefined || network.vpcs.length === 0) throw unplaced(thrown);
    const said = await answer(around, { flag: '--vpc', text: 'Which VPC?', choices: network.vpcs.map(choiceOf) });
    return placing(() => chooseVpc(network, said));
  }
}

async function servesOf(from: Origin, flags: InitFlags, around: Around): Promise<Serves> {
  if (from === 'instances') return { from };
  const image = flags.image ?? (await answer(around, whichImage[from]));
  if (from === 'asg') return { from, image };
  return { from, image, cluster: flags.cluster ?? (await clusterOf(around)) };
}

const whichImage: Readonly<Record<'asg' | 'fargate', Question>> = {
  asg: {
    flag: '--image',
    text: 'Which AMI, by its name or id?',
    example: "the name or id of an AMI, e.g. --image 'Web Server v1' or --image ami-0abc1234def567890",
  },
  fargate: {
    flag: '--image',
    text: 'Which container image, e.g. nginx:1.27?',
    example: 'a container image, e.g. --image nginx:1.27',
  },
};

async function clusterOf(around: Around): Promise<string> {
  const names = (await around.clusters()).map(clusterName).sort();
  const [only, second] = names;
  if (only === undefined)
    throw wrongInput('there is no ECS cluster here', 'create one: aws ecs create-cluster --cluster-name web');
  if (second !== undefined) return answer(around, { flag: '--cluster', text: 'Which ECS cluster?', choices: names });
  around.say(`in the ECS cluster ${only}, the only one`);
  return only;
}

/** Asks until the answer fits; where nobody is to be asked, what has no default is an error. */
async function answer(around: Around, question: Question): Promise<string> {
  const { flag, text, example, fallback, choices = [], wrong } = question;
  const among = choices.length === 0 ? '' : ` (${choices.join(', ')})`;
  if (around.ask === undefined) {
    if (fallback !== undefined) return fallback;
    const pass = choices.length === 0 ? (example ?? flag) : `${flag} with one of: ${choices.join(', ')}`;
    throw wrongInput(`${flag} is missing`, `pass ${pass}`);
  }
  for (;;) {
    const given = await around.ask(`${text}${among}${fallback === undefined ? '' : ` [${fallback}]`}`);
    if (given === undefined) throw wrongInput('nothing was written: the questions were not answered', `pass ${flag}`);
    const meant = given === '' ? fallback : given;
    const mistake = meant === undefined ? 'an answer is needed' : wrong?.(meant);
    if (meant !== undefined && mistake === undefined) return meant;
    around.say(mistake ?? '');
  }
}

function placing<Result>(choose: () => Result): Result {
  try {
    return choose();
  } catch (thrown) {
    throw thrown instanceof Unplaced ? unplaced(thrown) : thrown;
  }
}

function unplaced({ message, remedy }: Unplaced): EvenkeelError {
  return wrongInput(message, remedy);
}

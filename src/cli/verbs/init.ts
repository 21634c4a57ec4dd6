import { startFiles } from '../../kinds/start/files.ts';
import { readNetwork } from '../../resources/inventory.ts';
import { readCertificates } from '../../resources/certificate/observe.ts';
import { listClusters } from '../../resources/ecs-service/observe.ts';
import { connect } from '../scope/folder.ts';
import { ask } from '../writing/confirm.ts';
import { writeFolder } from '../writing/write-folder.ts';
import { answersOf, type InitFlags } from './init-answers.ts';
import type { CommonOptions } from '../options.ts';
import type { Session } from '../process/session.ts';

interface InitOptions extends CommonOptions, InitFlags {
  readonly out: string;
  readonly yes?: true;
  readonly force?: true;
}

/** Writes a folder to begin with. Reads AWS for where it could stand, and never writes there. */
export async function init(session: Session<InitOptions>): Promise<number> {
  const { options, interactive, say } = session;
  const aws = await connect(session);
  const answers = await answersOf(options, {
    network: () => readNetwork(aws.ec2),
    clusters: () => listClusters(aws.ecs),
    certificates: () => readCertificates(aws.acm),
    say: (text) => say('info', text),
    ...(interactive && options.yes !== true ? { ask } : {}),
  });
  const force = options.force === true;
  const problems = await writeFolder(session, options.out, startFiles(answers), { force, adopts: false });
  say('info', `evenkeel plan -f ${options.out} shows what would be created`);
  return problems === 0 ? 0 : 1;
}

import { placesOf, type Place } from '../../config/places.ts';
import { readConfigOf } from '../../config/read.ts';
import { endpointOf, isEmulator } from '../../aws/emulator.ts';
import { wrongInput } from '../../core/errors.ts';
import { formatProblem } from '../../core/problem.ts';
import type { Session } from '../process/session.ts';

/**
 * The account and region that a verb is about. A verb is about one: where evenkeel.yaml has several, --place says which, or the
 * place of the namespace that was asked for is meant.
 */
export async function placeOf(session: Session): Promise<Place> {
  const { options, clock, say } = session;
  const { config, problems } = await readConfigOf(options.manifests);
  const [problem] = problems;
  if (problem !== undefined)
    throw wrongInput(`no place could be read: ${formatProblem(problem)}`, 'fix it; see `evenkeel explain config`');
  const { region, endpointUrl: endpoint, profile } = options;
  const places = await placesOf(config, {
    clock,
    region,
    endpoint,
    profile,
    onCall: ({ service, operation, ms, outcome }) => say('debug', `${service} ${operation}: ${outcome}, ${ms} ms`),
  });
  sayEmulator(session);
  const place = chosen(session, places);
  if (region === undefined || region === place.region) return place;
  throw wrongInput(`the place "${place.name}" is in ${place.region}, not in ${region}`, 'leave out --region');
}

/** Whoever has set neither a region nor keys, and calls an emulator, is to know as whom. */
function sayEmulator({ options, say }: Session): void {
  const { region, profile, endpointUrl } = options;
  const endpoint = endpointOf(endpointUrl);
  const said = [
    region,
    profile,
    ...['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE', 'AWS_ACCESS_KEY_ID'].map((name) => process.env[name]),
  ];
  if (!isEmulator(endpoint) || said.some((one) => one !== undefined && one !== '')) return;
  say(
    'info',
    `${endpoint} is an emulator on this machine: where nothing is set, region and credentials are placeholders`,
  );
}

function chosen({ options }: Session, places: readonly Place[]): Place {
  const { place: name, namespace } = options;
  const names = places.map((place) => place.name).join(', ');
  const meant = places.filter((place) =>
    name === undefined
      ? namespace === undefined || (place.namespaces?.includes(namespace) ?? true)
      : place.name === name,
  );
  const [only, second] = meant;
  if (only !== undefined && second === undefined) return only;
  if (name !== undefined) throw wrongInput(`there is no place "${name}"`, `the places are ${names}`);
  if (second === undefined)
    throw wrongInput(`the namespace "${namespace}" belongs to no place`, `the places are ${names}`);
  throw wrongInput('the folder has several places, and this verb takes one', `name it with --place: ${names}`);
}

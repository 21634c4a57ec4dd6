import { EvenkeelError } from '../../core/errors.ts';
import { inNamespace } from '../../engine/cycle.ts';
import { kinds } from '../../kinds/index.ts';
import type { ReportedObject } from '../../report/status/objects.ts';
import { kindNamed, noKindNamed } from '../../schema/kind-named.ts';
import { didYouMean } from '../../schema/nearest.ts';

interface Selection {
  /** As people write it: `LoadBalancer`, `loadbalancers`, `lb`, or with the name, `lb/web-alb`. */
  readonly kind: string | undefined;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
}

/** Those that are meant. None of the name that is asked for is an error, none at all is not. */
export function select(objects: readonly ReportedObject[], selection: Selection): ReportedObject[] {
  const [kindWord, nameBehind] = selection.kind?.split('/', 2) ?? [];
  const { name = nameBehind } = selection;
  const isInNamespace = inNamespace(selection.namespace);
  const kind = kindWord === undefined ? undefined : kindMeant(kindWord);
  const candidates = objects.filter(
    (object) => isInNamespace(`${object.kind}/${object.namespace}`) && (kind === undefined || object.kind === kind),
  );
  if (name === undefined) return candidates;
  const found = candidates.filter((object) => object.name === name);
  if (found.length > 0) return found;
  const names = candidates.map((object) => object.name);
  throw noSuch(`the folder has no ${kind ?? 'manifest'} "${name}"`, didYouMean(name, names));
}

function kindMeant(word: string): string {
  const found = kindNamed(kinds, word);
  if (found !== undefined) return found.kind;
  const { problem, hint } = noKindNamed(kinds, word);
  throw noSuch(problem, hint);
}

function noSuch(message: string, remedy: string | undefined): EvenkeelError {
  return new EvenkeelError({
    code: 'manifest-invalid',
    retry: 'never',
    message,
    ...(remedy === undefined ? {} : { remedy }),
  });
}

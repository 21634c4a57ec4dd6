import type { Path } from '../../core/problem.ts';
import { bareAction } from '../../resources/action/normal.ts';
import type { Action } from '../../resources/action/type.ts';
import type { Identity, ImportContext, Note } from '../import/context.ts';
import { targetGroupPointer } from '../import/pointers.ts';
import type { Spec } from '../import/spec.ts';

/** What the actions of a listener or a rule say in a manifest. */
export function importActions(
  actions: readonly Action[],
  { identity, path, notes }: { readonly identity: Identity; readonly path: Path; readonly notes: Note[] },
  context: ImportContext,
): Spec[] {
  return actions.map((action, index) => {
    const bare = bareAction(action);
    if ('forward' in bare) {
      const { targetGroups, ...others } = bare.forward;
      const groups = targetGroups.map(({ targetGroup, ...weight }) => ({
        targetGroup: targetGroupPointer(targetGroup, identity.namespace, context),
        ...weight,
      }));
      return { forward: { targetGroups: groups, ...others } };
    }
    if (!('authenticateOidc' in bare)) return { ...bare };
    const env = secretName(identity.name);
    notes.push({
      path: [...path, index],
      text: `AWS never shows the client secret: set ${env} where evenkeel runs. The first apply writes it again.`,
    });
    const { clientSecret: _, ...oidc } = bare.authenticateOidc;
    return { authenticateOidc: { ...oidc, clientSecretFrom: { env } } };
  });
}

function secretName(loadBalancer: string): string {
  const name = loadBalancer.toUpperCase().replaceAll('-', '_');
  return `${/^[A-Z]/.test(name) ? '' : '_'}${name}_CLIENT_SECRET`;
}

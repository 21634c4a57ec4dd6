import { plain } from '../../core/inventory.ts';
import type { Action, Forward, Redirect } from '../../resources/action/type.ts';
import type { Condition, ListenerRuleState } from '../../resources/listener-rule/type.ts';

/** What AWS calls something, as people do. */
export type NameOf = (physical: string) => string;

/** What a listener or a rule does with a request, in the order in which it does it. */
export function actionsText(actions: readonly Action[], nameOf: NameOf): string {
  return actions.map((action) => actionText(action, nameOf)).join(', then ');
}

function actionText(action: Action, nameOf: NameOf): string {
  if ('forward' in action) return `forward to ${forwardText(action.forward, nameOf)}`;
  if ('redirect' in action) return `redirect to ${redirectText(action.redirect)}`;
  if ('fixedResponse' in action) return `answer ${action.fixedResponse.statusCode}`;
  if ('authenticateOidc' in action) return `authenticate at ${action.authenticateOidc.issuer}`;
  if ('authenticateCognito' in action) return `authenticate with ${action.authenticateCognito.userPoolDomain}`;
  return `check the token of ${action.jwtValidation.issuer}`;
}

function forwardText({ targetGroups, stickiness }: Forward, nameOf: NameOf): string {
  const groups = targetGroups.map(({ targetGroup, weight }) => {
    const name = nameOf(plain(targetGroup));
    return targetGroups.length === 1 ? name : `${name} (weight ${weight})`;
  });
  const { enabled, durationSeconds } = stickiness;
  return `${groups.join(' and ')}${enabled ? `, sticky for ${durationSeconds} s` : ''}`;
}

function redirectText({ protocol, host, port, path, query, statusCode }: Redirect): string {
  return `${protocol.toLowerCase()}://${host}:${port}${path}${query === '' ? '' : `?${query}`} (${statusCode})`;
}

/** Which requests a rule is for. */
export function conditionsText(conditions: ListenerRuleState['conditions']): string {
  return conditions.map(conditionText).join(' and ');
}

function conditionText(condition: Condition): string {
  if ('pathPattern' in condition) return `path ${either(condition.pathPattern)}`;
  if ('pathPatternRegex' in condition) return `path ~ ${either(condition.pathPatternRegex)}`;
  if ('hostHeader' in condition) return `host ${either(condition.hostHeader)}`;
  if ('hostHeaderRegex' in condition) return `host ~ ${either(condition.hostHeaderRegex)}`;
  if ('httpRequestMethod' in condition) return `method ${either(condition.httpRequestMethod)}`;
  if ('sourceIp' in condition) return `from ${either(condition.sourceIp)}`;
  if ('queryString' in condition) {
    return `query ${either(condition.queryString.map(({ key, value }) => (key === undefined ? value : `${key}=${value}`)))}`;
  }
  const { name, values, regex } = condition.httpHeader;
  return regex === undefined ? `header ${name}: ${either(values ?? [])}` : `header ${name} ~ ${either(regex)}`;
}

function either(values: readonly string[]): string {
  return values.join(' or ');
}

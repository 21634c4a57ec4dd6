import { AddListenerCertificatesCommand, ModifyListenerCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it } from 'vitest';
import { differences, inWords } from '../support/controller.ts';
import { edited } from '../support/folders.ts';
import { scenario, useLab } from './lab.ts';

const lab = useLab();
const listener = `${scenario}#/spec/listeners/0`;
const second = `${scenario}#/spec/listeners/1`;

function certificate(name: string): { readonly arn: string } {
  return { arn: `arn:aws:acm:ap-northeast-2:123456789012:certificate/${name}` };
}

function secure(more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return { [`${listener}/protocol`]: 'HTTPS', [`${listener}/certificates`]: [certificate('one')], ...more };
}

/** Whatever is done to it afterwards, a listener settles in one round. */
async function settle(folder: string): Promise<void> {
  expect(await lab.controller.converge(folder)).toHaveLength(1);
  expect(inWords((await lab.controller.look(folder)).plan)).toEqual([]);
}

async function modify(port: number, changes: { readonly Port?: number }): Promise<void> {
  const standing = [...lab.simulator.world().elbv2.listeners.values()].find((one) => one.port === port);
  await lab.account.sdk.elbv2.send(new ModifyListenerCommand({ ListenerArn: standing?.arn, ...changes }));
}

describe('a listener', () => {
  it('drops what only HTTPS has when it goes back to HTTP', async () => {
    await settle(
      edited(
        scenario,
        secure({
          [`${listener}/sslPolicy`]: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
          [`${listener}/mutualAuthentication`]: { mode: 'passthrough' },
          [`${listener}/attributes`]: {
            'routing.http.request.x_amzn_tls_version.header_name': 'X-Tls',
            'routing.http.response.server.enabled': false,
          },
        }),
      ),
    );
    const plain = edited(scenario, {});
    expect(differences((await lab.controller.look(plain)).plan)).toEqual([
      '/spec/listeners/80/attributes/routing.http.response.server.enabled: "false" → "true"',
      '/spec/listeners/80/protocol: "HTTPS" → "HTTP"',
    ]);
    await settle(plain);
  });

  it('that moves to another port goes only when the new one has all of its rules', async () => {
    await settle(edited(scenario, { [`${listener}/port`]: 8080 }));
    const actions = lab.writes();
    expect(actions.filter((action) => action === 'CreateRule')).toHaveLength(6);
    expect(actions.lastIndexOf('CreateRule')).toBeLessThan(actions.indexOf('DeleteListener'));
  });

  it('says nothing is undeclared where everything is as AWS made it', async () => {
    const folder = edited(scenario, secure());
    await settle(folder);
    const { plan } = await lab.controller.look(folder);
    expect(plan.changes.flatMap((change) => change.undeclared)).toEqual([]);
  });

  it('is known by its port, even where somebody let two of them change places', async () => {
    const folder = edited(scenario, {
      [second]: { port: 81, protocol: 'HTTP', defaultActions: [{ fixedResponse: { statusCode: '404' } }] },
    });
    await settle(folder);
    await modify(80, { Port: 9000 });
    await modify(81, { Port: 80 });
    await modify(9000, { Port: 81 });
    await settle(folder);
  });

  it('goes back to its port if somebody moved it', async () => {
    await modify(80, { Port: 8080 });
    const { plan } = await lab.controller.look(edited(scenario, {}));
    expect(inWords(plan)).toEqual(['update listener/default/content-routing/80 (drift)']);
    await settle(edited(scenario, {}));
  });

  it('loses a certificate that somebody added', async () => {
    const folder = edited(scenario, secure());
    await settle(folder);
    const ListenerArn = await lab.hand.listener(scenario);
    const Certificates = [{ CertificateArn: certificate('by-hand').arn }];
    await lab.account.sdk.elbv2.send(new AddListenerCertificatesCommand({ ListenerArn, Certificates }));
    await settle(folder);
  });
});

describe('rules that take each other’s names', () => {
  it('are distinguished by what they say, so that no request meets another rule meanwhile', async () => {
    const names = ['beta-testers', 'api-host', 'api'];
    const renamed = names.map((name, index) => [`${listener}/rules/${index}/name`, name]);
    const folder = edited(scenario, Object.fromEntries(renamed));
    await settle(folder);
    expect(new Set(lab.writes())).toEqual(new Set(['AddTags']));
  });

  it('are moved, not rewritten, where they exchange what they say', async () => {
    const { conditions, actions } = {
      conditions: [{ pathPattern: ['/old', '/old/*'] }],
      actions: [{ redirect: { path: '/new', statusCode: 'HTTP_301' } }],
    };
    const folder = edited(scenario, {
      [`${listener}/rules/5/conditions`]: conditions,
      [`${listener}/rules/5/actions`]: actions,
      [`${listener}/rules/4/conditions`]: [{ pathPattern: ['/internal/*'] }],
      [`${listener}/rules/4/actions`]: [
        { fixedResponse: { statusCode: '403', contentType: 'text/plain', messageBody: 'Nothing to see here.' } },
      ],
    });
    await settle(folder);
    expect(new Set(lab.writes())).toEqual(new Set(['SetRulePriorities', 'AddTags']));
  });
});

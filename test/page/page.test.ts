import { DescribeTargetGroupsCommand, ModifyTargetGroupCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page as Tab } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { openMetrics } from '../../src/daemon/http/metrics/metrics.ts';
import { serve, type Served } from '../../src/daemon/http/server/serve.ts';
import { setTargetHealth } from '../../src/simulator/elbv2/target-health.ts';
import { cycleOf, driftedScene, staged, statusOf } from '../daemon/http-stage.ts';
import { INTERVAL } from '../daemon/loop/rig.ts';
import { NOW } from '../report/stage.ts';
import type { DaemonStatus } from '../../src/daemon/status.ts';
import { statusJson } from '../../src/daemon/http/api/status-json.ts';
import { documentsOf, edited, manifestsOf } from '../support/folders.ts';
import { faults, lowestContrast, overflow, withBrowser } from './browser.ts';
import { daemonWith } from './daemon-with.ts';
import { multiplied } from '../daemon/many.ts';

/** As the eye has it, of what a selector finds. */
function colourOf(tab: Tab, selector: string): Promise<string> {
  return tab.evaluate<string>(`getComputedStyle(document.querySelector('${selector} .mark')).color`);
}

withBrowser('the page', (room) => {
  test('shows a drift within 2 s of the cycle that found it, and that it went, without being loaded again', async () => {
    const rig = await daemonWith(room, manifestsOf('content-routing'));
    await rig.settle();
    const { tab, complaints } = await room.open(rig.url);
    const group = tab.getByRole('row', { name: /TargetGroup api / });
    await group.getByText('no', { exact: true }).waitFor();
    await tab.evaluate('window.isTheSame = true');

    const { elbv2 } = rig.sdk;
    const { TargetGroups: [found] = [] } = await elbv2.send(new DescribeTargetGroupsCommand({ Names: ['api'] }));
    await elbv2.send(
      new ModifyTargetGroupCommand({ TargetGroupArn: found!.TargetGroupArn, HealthCheckPath: '/by-hand' }),
    );
    await rig.cycle(INTERVAL);
    await group.getByText('drifted').waitFor({ timeout: 2_000 });
    await tab.getByRole('button', { name: /target group api,.* drifted/ }).waitFor({ timeout: 2_000 });

    await group.click();
    const detail = tab.getByRole('complementary');
    await detail.getByText('/spec/healthCheck/path', { exact: true }).waitFor();
    expect(await detail.locator('.sides dd').allTextContents()).toEqual(['/health', '/by-hand']);

    await rig.cycle(1_000);
    const late = await room.open(rig.url);
    await late.tab.locator('.lane', { hasText: 'target-group/default/api' }).locator('rect.ended').waitFor();
    await group.getByText('no', { exact: true }).waitFor({ timeout: 2_000 });
    await detail.getByText('No differences.').waitFor();
    const lane = tab.locator('.lane', { hasText: 'target-group/default/api' });
    await lane.locator('rect.ended').waitFor();
    expect(await lane.locator('rect.open').count()).toBe(0);
    expect(await tab.evaluate('window.isTheSame')).toBe(true);
    expect(complaints).toEqual([]);
  });

  test('is red where nothing serves and amber where less than all does, in colour and in words', async () => {
    const rig = await daemonWith(room, manifestsOf('content-routing'));
    await rig.settle();
    const world = rig.simulator.world();
    const ail = (name: string, most: number): void => {
      const group = [...world.elbv2.targetGroups.values()].find((one) => one.name === name)!;
      for (const { id, port } of [...group.targets.values()].slice(0, most)) {
        setTargetHealth(world, { targetGroupArn: group.arn, id, port }, 'Target.Timeout');
      }
    };
    const { tab } = await room.open(rig.url);
    const node = (name: RegExp): Locator => tab.getByRole('button', { name });
    const colour = (group: string): Promise<string> => colourOf(tab, `[aria-label^="target group ${group},"]`);
    await node(/^target group pages, healthy: 2\/2 healthy$/).waitFor();
    const green = await colour('pages');

    ail('pages', 1);
    ail('api', 1);
    await rig.cycle(INTERVAL);
    await node(/^target group pages, degraded: 1\/2 healthy; i-\w+:80 is unhealthy \(Target\.Timeout/).waitFor();
    await node(/^target group api, unhealthy: 0\/1 healthy; i-\w+:80 is unhealthy/).waitFor();
    await node(/^listener HTTP 80, degraded: .*rule 10 cannot serve requests: api has no healthy target/).waitFor();
    await node(/^load balancer content-routing, degraded: HTTP 80: .*rule 10 cannot serve requests/).waitFor();
    await node(/^listener rule 10 .*, unhealthy: api has no healthy target$/).waitFor();
    const [amber, red] = [await colour('pages'), await colour('api')];
    expect(new Set([green, amber, red]).size).toBe(3);
    const row = (name: RegExp): Locator => tab.getByRole('row', { name });
    await row(/TargetGroup api unhealthy Unhealthy/).waitFor();
    await row(/TargetGroup pages degraded 1\/2 healthy/).waitFor();
    await row(/LoadBalancer content-routing degraded Degraded/).waitFor();
    expect(await colourOf(tab, 'tbody tr[data-at="4"]')).toBe(red);
    await row(/TargetGroup api /).click();
    await tab
      .getByRole('complementary')
      .getByText(/0\/1 healthy; i-\w+:80 is unhealthy/)
      .first()
      .waitFor();
  });

  test('says in one line that AWS is unreachable, and greys what it was last seen to be', async () => {
    const rig = await daemonWith(room, manifestsOf('content-routing'));
    await rig.settle();
    const { tab, complaints } = await room.open(rig.url);
    await tab.locator('.node.healthy').first().waitFor();
    const nodes = await tab.locator('.node').count();
    const rows = await tab.locator('tbody tr[data-at]').count();

    rig.simulator.faults.set([{ kind: 'error-500' }]);
    rig.clock.advance(INTERVAL);
    const alert = tab.getByRole('alert');
    await alert.getByText(/^AWS is unreachable since .*\d\d:\d\d/).waitFor();
    expect(await alert.textContent()).toMatch(
      /last read at .* Nothing is written until AWS can be read again; the folder is still watched/,
    );
    await tab
      .locator('.node.earlier')
      .nth(nodes - 1)
      .waitFor();
    expect([await tab.locator('.node').count(), await tab.locator('tbody tr.earlier').count()]).toEqual([nodes, rows]);
    await tab
      .getByRole('button', { name: /^load balancer content-routing, healthy: .*, last read .*\d\d:\d\d/ })
      .click();
    await tab
      .getByRole('complementary')
      .getByText(/Shown as last read at .*\d\d:\d\d:\d\d: .*InternalFailure/)
      .waitFor();
    expect(await overflow(tab)).toBeLessThanOrEqual(0);

    rig.simulator.faults.clear();
    await rig.cycle(INTERVAL);
    await alert.waitFor({ state: 'detached' });
    await tab.locator('.earlier').first().waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  test('shows what is withheld and what allows it, in the banner, the header and at each node', async () => {
    const folder = edited('content-routing', {});
    const rig = await daemonWith(room, folder);
    await rig.settle();
    const { tab, complaints } = await room.open(rig.url);
    const left = documentsOf('content-routing').filter(
      (one) => !/"kind":"(?:LoadBalancer|Service)"/.test(JSON.stringify(one)),
    );
    writeFileSync(join(folder, 'all.yaml'), left.map((one) => JSON.stringify(one)).join('\n---\n'));
    await rig.cycle(INTERVAL);
    const alert = tab.getByRole('alert');
    await alert.getByText('4 deletions are withheld').waitFor();
    const [{ hash, list }] = withheldJson(rig.status()) as [{ hash: string; list: { id: string }[] }];
    expect(await alert.textContent()).toContain(`start with --allow-prune ${hash}`);
    await alert.getByText('The list').click();
    expect(await alert.getByRole('button').allTextContents()).toEqual(list.map(({ id }) => id));
    expect(await tab.locator('.fact', { hasText: 'withheld' }).locator('dd').textContent()).toBe('4');
    expect(await tab.locator('.lane').count()).toBe(0);

    await tab.getByRole('button', { name: 'listener HTTP 80, healthy, deletion withheld' }).click();
    const detail = tab.getByRole('complementary');
    await detail
      .getByText(/no manifest declares it any more; its deletion is withheld: 4 of \d+ would be deleted at once/)
      .waitFor();
    await detail.getByText(`--allow-prune ${hash}`, { exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('says how long ago a resource was read, and counts on in place', async () => {
    const cycle = cycleOf(driftedScene);
    const balancer = cycle.snapshot.live.find(({ type }) => type === 'load-balancer')!.physical;
    const remembered = { ...cycle, readAt: new Map([[balancer, NOW - 40_000]]) };
    const { url } = await staged(statusOf(remembered), { page: room.page() });
    const { tab, complaints } = await room.open(url, { now: NOW });
    await tab.getByRole('row', { name: /LoadBalancer web-alb / }).click();
    const detail = tab.getByRole('complementary');
    const read = detail.getByText('read 40s ago', { exact: true });
    await read.waitFor();
    expect(await read.getAttribute('datetime')).toBe(new Date(NOW - 40_000).toISOString());
    const before = await read.elementHandle();
    await tab.clock.setFixedTime(NOW + 5_000);
    const later = detail.getByText('read 45s ago', { exact: true });
    await later.waitFor();
    expect(await later.evaluate((now, was) => now === was, before)).toBe(true);

    await tab.getByRole('row', { name: /TargetGroup web-tg / }).click();
    await detail.getByText('read 5s ago', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('is worked with by keys alone', async () => {
    const { url } = await staged(statusOf(cycleOf(driftedScene)), { page: room.page() });
    const { tab, complaints } = await room.open(url);
    const focused = (): Promise<string> => tab.locator(':focus').innerText();
    await tab.locator('tbody tr').first().waitFor();

    await tab.keyboard.press('/');
    await tab.keyboard.type('targetgroup');
    await tab
      .getByRole('status')
      .filter({ hasText: /^\d+ of \d+$/ })
      .waitFor();
    await tab.keyboard.press('Escape');
    expect(await tab.getByRole('searchbox').inputValue()).toBe('');

    await tab.keyboard.press('ArrowDown');
    await tab.locator('tbody tr[aria-rowindex="2"]:focus').waitFor();
    await tab.keyboard.press('ArrowDown');
    await tab.locator('tbody tr[aria-rowindex="3"]:focus').waitFor();
    const second = await focused();
    await tab.keyboard.press('Enter');
    await tab.getByRole('complementary').getByRole('heading', { name: 'Conditions', exact: true }).waitFor();
    expect(second).toContain(new URL(tab.url()).hash.split('/').at(-1));
    await tab.keyboard.press('Escape');
    expect(await tab.getByRole('complementary').count()).toBe(0);
    expect(await focused()).toBe(second);

    const node = tab.locator('.node:focus');
    await tab.locator('.node[tabindex="0"]').first().focus();
    expect(await node.getAttribute('aria-label')).toMatch(/^load balancer /);
    await tab.keyboard.press('ArrowRight');
    expect(await node.getAttribute('aria-label')).toMatch(/^listener /);
    await tab.keyboard.press('Enter');
    await tab.getByRole('complementary').waitFor();
    expect(complaints).toEqual([]);
  });

  test.each(['light', 'dark'] as const)('can be read when it is %s, and on a telephone', async (colorScheme) => {
    const { url } = await staged(statusOf(cycleOf(driftedScene)), { page: room.page() });
    const { tab, complaints } = await room.open(url, { colorScheme, viewport: { width: 360, height: 720 } });
    await tab.locator('.tree .drifted').first().waitFor();
    expect(await lowestContrast(tab)).toBeGreaterThanOrEqual(4.5);
    expect(await overflow(tab)).toBeLessThanOrEqual(0);
    await tab.locator('tbody tr').first().click();
    await tab.getByRole('complementary').getByRole('heading', { name: 'Conditions', exact: true }).waitFor();
    expect(await overflow(tab)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
  });

  test('keeps the document small however much there is', async () => {
    const cycle = multiplied(cycleOf(driftedScene), 200);
    const { url } = await staged(statusOf(cycle), { page: room.page() });
    const { tab } = await room.open(url);
    await tab.locator('tbody tr').first().waitFor();
    expect(await tab.locator('.families > details').count()).toBe(200);
    expect(await tab.locator('*').count()).toBeLessThan(3_000);
    await tab.locator('tbody tr[tabindex="0"]').focus();
    await tab.keyboard.press('End');
    await tab.locator(`tbody tr[aria-rowindex="${cycle.objects.length + 1}"]:focus`).waitFor();
    await tab.getByRole('searchbox').fill('web-alb-199');
    await tab
      .getByRole('status')
      .filter({ hasText: ` of ${cycle.objects.length}` })
      .waitFor();
  });

  test('can be sent as a link, with what is searched for and what is selected', async () => {
    const { url } = await staged(statusOf(cycleOf(driftedScene)), { page: room.page() });
    const { tab } = await room.open(url);
    await tab.getByRole('searchbox').fill('web tg');
    await tab.getByRole('row', { name: /TargetGroup web-tg / }).click();
    expect(tab.url()).toBe(`${url}/?find=web+tg#TargetGroup/default/web-tg`);
    const sent = await room.open(tab.url());
    expect(await sent.tab.getByRole('searchbox').inputValue()).toBe('web tg');
    await sent.tab
      .getByRole('complementary')
      .getByRole('heading', { name: /web-tg/ })
      .waitFor();
    await sent.tab.keyboard.press('Escape');
    expect(sent.tab.url()).toBe(`${url}/?find=web+tg`);
  });

  test('lets keys reach the search first, and scrolls as one', async () => {
    const { url } = await staged(statusOf(multiplied(cycleOf(driftedScene), 50)), { page: room.page() });
    const { tab } = await room.open(url);
    await tab.locator('tbody tr').first().waitFor();
    await tab.keyboard.press('Tab');
    expect(await tab.locator(':focus').textContent()).toBe('Skip to the resources');
    await tab.keyboard.press('Tab');
    expect(await tab.locator('input[type=search]:focus').count()).toBe(1);
    const boxes = await tab.evaluate<string[]>(
      `[...document.querySelectorAll('main *')].filter((one) => one.scrollHeight > one.clientHeight + 1
        && ['auto', 'scroll'].includes(getComputedStyle(one).overflowY)).map((one) => one.className)`,
    );
    expect(boxes).toEqual([]);
    await tab.locator('tbody tr[tabindex="0"]').focus();
    await tab.keyboard.press('End');
    await tab.locator('tbody tr:focus').waitFor();
    expect(await tab.evaluate('scrollY > 1000')).toBe(true);
  });

  test('is a list in place of the drawing on a telephone', async () => {
    const { url } = await staged(statusOf(cycleOf(driftedScene)), { page: room.page() });
    const { tab, complaints } = await room.open(url, { viewport: { width: 390, height: 844 } });
    const node = tab
      .locator('.tree')
      .getByRole('button', { name: /drifted/ })
      .first();
    await node.waitFor();
    expect(await tab.locator('.drawing').count()).toBe(0);
    expect(await overflow(tab)).toBeLessThanOrEqual(0);
    await node.click();
    await tab.getByRole('complementary').getByRole('heading', { name: 'Conditions', exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  test.each([
    ['wide', 1_440],
    ['a telephone', 390],
  ])('has nothing that axe finds fault with, %s', async (_, width) => {
    const { url } = await staged(statusOf(cycleOf(driftedScene)), { page: room.page() });
    const { tab } = await room.open(url, { viewport: { width, height: 900 } });
    await tab.locator('tbody tr').first().waitFor();
    expect(await faults(tab)).toEqual([]);
    await tab.locator('tbody tr').first().click();
    await tab.getByRole('complementary').getByRole('heading', { name: 'Conditions', exact: true }).waitFor();
    expect(await faults(tab)).toEqual([]);
  });

  test('notices that nothing comes any more, though no connection broke', async () => {
    const { url } = await staged(statusOf(cycleOf(driftedScene)), { page: room.page() });
    const { tab } = await room.open(url, { isMoved: true });
    await tab.locator('tbody tr').first().waitFor();
    await tab.clock.pauseAt(Date.now() + 5_000);
    await tab.clock.runFor(15_000);
    expect(await tab.getByText('live', { exact: true }).count()).toBe(1);
    await tab.evaluate(
      `window.shown = []; new MutationObserver(() => shown.push(document.querySelector('.link').textContent))
        .observe(document.querySelector('.link'), { childList: true, characterData: true, subtree: true })`,
    );
    const again = tab.waitForRequest(/stream$/);
    await tab.clock.runFor(27_000);
    await again;
    await tab.getByText('live', { exact: true }).waitFor();
    const shown = await tab.evaluate<string[]>('shown');
    expect(shown[0]).toMatch(/connection lost since .*: no message from the daemon/);
  });

  test('says that it is offline, keeps what it knows, and comes back by itself', async () => {
    const { url, store, clock } = await staged(statusOf(cycleOf(driftedScene)));
    const history = { entries: [] };
    const options = { store, history, clock, intervalMs: INTERVAL, page: room.page(), trigger: () => undefined };
    const open = (listen: string): Promise<Served> => serve({ ...options, metrics: openMetrics('0'), listen });
    const first = await open('127.0.0.1:0');
    expect(first.url).not.toBe(url);
    const { tab } = await room.open(first.url);
    await tab.locator('tbody tr').first().waitFor();
    await first.close();
    await tab.getByText(/connection lost since/).waitFor();
    expect(await tab.locator('tbody tr').count()).toBeGreaterThan(0);
    const second = await open(new URL(first.url).host);
    onTestFinished(() => second.close());
    await tab.getByText('live', { exact: true }).waitFor();
  });
});

function withheldJson(status: DaemonStatus): unknown {
  const { places } = statusJson(status) as { readonly places: readonly { readonly withheld?: unknown }[] };
  return places[0]?.withheld;
}

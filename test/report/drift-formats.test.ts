import { expect, test } from 'vitest';
import type { Problem } from '../../src/core/problem.ts';
import { driftHtml } from '../../src/report/drift/html.ts';
import { driftJunit } from '../../src/report/drift/junit.ts';
import { driftMarkdown } from '../../src/report/drift/markdown.ts';
import { driftSarif } from '../../src/report/drift/sarif.ts';
import { edited, web } from './manifests.ts';
import { expectGolden } from './golden.ts';
import { scenes } from './scenes.ts';
import { appliedBy, NOW, planOf, tampered, wantedBy } from './stage.ts';

const shown = ['drift-and-a-changed-manifest', 'drift-to-be-left', 'unreadable', 'in-order'];

const invalid: Problem = {
  file: 'a folder/broken.yaml',
  position: { line: 7, column: 11 },
  manifest: 'TargetGroup/default/broken-tg',
  path: '/spec/port',
  message: 'must be a number',
  hint: 'write 8080',
};

const options = { problems: [], folder: './manifests' };

test.each(shown)('%s', async (name) => {
  const plan = planOf(scenes[name]!);
  const report = { at: NOW, looks: [{ plan }], problems: [] };
  await expectGolden(`drift/${name}.html`, driftHtml(report));
  await expectGolden(`drift/${name}.md`, driftMarkdown(report));
  await expectGolden(`drift/${name}.sarif`, `${JSON.stringify(driftSarif(plan, options), undefined, 2)}\n`);
  await expectGolden(`drift/${name}.xml`, driftJunit(plan, []));
});

test('several places, an invalid manifest, a commit and since when', async () => {
  const report = {
    at: NOW,
    looks: [
      { place: 'production', plan: planOf(scenes['in-order']!) },
      {
        place: 'staging',
        plan: planOf(scenes['drift']!),
        since: new Map([['load-balancer/default/web-alb', NOW - 90_000]]),
      },
    ],
    problems: [invalid],
    revision: '1a2b3c4',
  };
  await expectGolden('drift/places.html', driftHtml(report));
  await expectGolden('drift/places.md', driftMarkdown(report));
});

test('an invalid manifest is an error of its own', () => {
  const plan = planOf(scenes['in-order']!);
  expect(driftSarif(plan, { ...options, problems: [invalid] })).toMatchObject({
    runs: [
      {
        invocations: [{ executionSuccessful: false }],
        results: [
          {
            ruleId: 'manifest/invalid',
            level: 'error',
            message: { text: 'TargetGroup/default/broken-tg /spec/port: must be a number (write 8080)' },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'manifests/a%20folder/broken.yaml' },
                  region: { startLine: 7, startColumn: 11 },
                },
              },
            ],
          },
        ],
      },
    ],
  });
  expect(driftJunit(plan, [invalid])).toContain(
    '<testcase classname="TargetGroup" name="default/broken-tg" file="a folder/broken.yaml" line="7" time="0">\n' +
      '      <error message="1 problem" type="unknown">',
  );
});

test.each(shown)('SARIF of %s has what code scanning asks for', (name) => {
  const { runs } = driftSarif(planOf(scenes[name]!), options) as Sarif;
  for (const { tool, results } of runs) {
    const { rules } = tool.driver;
    for (const { ruleId, ruleIndex, level, message, locations } of results) {
      expect(rules[ruleIndex]).toMatchObject({ id: ruleId, defaultConfiguration: { level } });
      expect(message.text).toMatch(/^[a-z-]+\/default\/web/);
      const [{ physicalLocation }] = locations;
      expect(physicalLocation.artifactLocation.uri).toBe('manifests/test.yaml');
      expect(physicalLocation.region.startLine).toBeGreaterThan(0);
    }
  }
});

test('a fingerprint stays while values change, and no two results share one', () => {
  const fingerprints = (text: string): string[] => {
    const live = tampered(appliedBy(web), /loadbalancer\//, (state) => ({
      ...state,
      attributes: { 'idle_timeout.timeout_seconds': text, 'deletion_protection.enabled': 'true' },
    }));
    const sarif = driftSarif(planOf({ wanted: wantedBy(web), live }), options) as Sarif;
    return sarif.runs.flatMap(({ results }) => results.map((one) => one.partialFingerprints['evenkeel/v1']!));
  };
  expect(fingerprints('120')).toEqual(fingerprints('121'));
  expect(new Set(fingerprints('120')).size).toBe(2);
});

interface Sarif {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly object[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly [
        {
          readonly physicalLocation: {
            readonly artifactLocation: { readonly uri: string };
            readonly region: { readonly startLine: number };
          };
        },
      ];
      readonly partialFingerprints: Readonly<Record<string, string>>;
    }[];
  }[];
}

test('what somebody wrote in AWS is text wherever it ends up', () => {
  const evil = `"><script>alert('1')</script>]]>&\u0000\u001b[31m\u202e\ud800`;
  const live = tampered(appliedBy(web), /listener-rule.*moved/, (state) => ({
    ...state,
    actions: [{ fixedResponse: { statusCode: '200', messageBody: evil } }],
  }));
  const plan = planOf({ wanted: wantedBy(edited(web, ['{ team: web }', '{ team: shop }'])), live });
  const page = driftHtml({ at: NOW, looks: [{ plan, place: evil }], problems: [{ ...invalid, message: evil }] });
  const xml = driftJunit(plan, [{ ...invalid, message: evil, manifest: evil }]);
  for (const text of [page, xml]) {
    expect(text).not.toMatch(/<script|\]\]>/);
    // oxlint-disable-next-line no-control-regex -- these are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]/);
  }
  expect(xml).not.toMatch(/\p{Cs}/u);
  expect(page).toContain('&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;');
});

test('a page fetches nothing and runs nothing', () => {
  const page = driftHtml({ at: NOW, looks: [{ plan: planOf(scenes['drift']!) }], problems: [] });
  expect(page).not.toMatch(/<(?:script|link|img|iframe)|url\(|@import|\son[a-z]+=/);
  expect(page).toContain(`content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;"`);
});

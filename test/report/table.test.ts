import { expect, test } from 'vitest';
import { fitting, table } from '../../src/report/text/table.ts';

const rows = [
  ['NAME', 'READY', 'ADDRESS', 'AGE', 'ID', 'SOURCE'],
  [
    'loadbalancer/web-alb',
    'True',
    'web-alb-1234567890.eu-central-1.elb.amazonaws.com',
    '12d',
    `arn:aws:${'x'.repeat(80)}`,
    'infra/web.yaml:12',
  ],
  ['targetgroup/web', 'False', 'web', '12d', '-', 'infra/web.yaml:40'],
];
const how = { cut: { ADDRESS: 'end', ID: 'start' } as const, drop: ['SOURCE', 'ID', 'AGE', 'ADDRESS'] };

test.each([40, 60, 80, 120, 200, 400])('fits %i characters', (width) => {
  const lines = table(fitting(rows, { width, ...how }));
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
  expect(lines[1]).toContain('loadbalancer/web-alb   True');
});

test('what fits is left as it is, and what is cut says so', () => {
  expect(fitting(rows, { width: 400, ...how })).toEqual(rows);
  expect(table(fitting(rows, { width: 200, ...how }))[1]).toContain('amazonaws');
  expect(table(fitting(rows, { width: 80, ...how }))[1]).toContain('…');
});

test('the widest is cut first, and where it says least', () => {
  const cut = { ADDRESS: 'end', ID: 'start' } as const;
  const [, first] = fitting(
    [
      ['NAME', 'ADDRESS', 'ID'],
      ['web', 'a'.repeat(30), `arn:${'b'.repeat(50)}/web`],
    ],
    { width: 60, cut, drop: [] },
  );
  expect(first![1]).toMatch(/^a{20,}…$/);
  expect(first![2]).toMatch(/^…b{15,}\/web$/);
  expect(Math.abs(first![1]!.length - first![2]!.length)).toBeLessThanOrEqual(1);
});

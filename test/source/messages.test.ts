import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFolder } from '../../src/source/folder.ts';
import { readDocuments } from '../../src/source/read-file.ts';
import { readFiles, summaryOf, withFolder } from './folder-of.ts';

/** What is wrong with each text, exactly as a user reads it. */
const YAML: readonly (readonly [name: string, text: string, ...problems: string[]])[] = [
  ['tab', 'a:\n\tb: 1\n', 'web.yaml:2:1  tabs cannot indent YAML  (use spaces)'],
  ['tab in brackets', 'a: {\n  \tb: 1\n}\n'],
  ['tab alone in brackets', 'a: {\n\tb: 1\n}\n', 'web.yaml:2:1  tabs cannot indent YAML  (use spaces)'],
  [
    'key twice',
    'a:\n  port: 1\n  port: 2\n',
    'web.yaml:3:3  /a/port  the key "port" is there twice; the first is at 2:3  (keep one of them)',
  ],
  [
    'number and text as one key',
    '443: a\n"443": b\n',
    'web.yaml:2:1  /443  the key "443" is there twice; the first is at 1:1  (keep one of them)',
  ],
  [
    'anchor and alias',
    'a: &x 1\nb: *x\n',
    'web.yaml:1:7  /a  anchors (&) and aliases (*) are not supported  (write the value out)',
    'web.yaml:2:4  /b  anchors (&) and aliases (*) are not supported  (write the value out)',
  ],
  [
    'anchor and alias as keys',
    '&x a: 1\n*x : 2\n',
    'web.yaml:1:4  anchors (&) and aliases (*) are not supported  (write the value out)',
    'web.yaml:2:1  anchors (&) and aliases (*) are not supported  (write the value out)',
  ],
  [
    'tags',
    'a: !!binary aGk=\nb: !Ref web\nc: !!str 1\nd: !!set {e}\n!f g: 1\n',
    'web.yaml:1:13  /a  tags (!) are not supported  (remove it; put text in quotes)',
    'web.yaml:2:9  /b  tags (!) are not supported  (remove it; put text in quotes)',
    'web.yaml:3:10  /c  tags (!) are not supported  (remove it; put text in quotes)',
    'web.yaml:4:10  /d  tags (!) are not supported  (remove it; put text in quotes)',
    'web.yaml:5:4  tags (!) are not supported  (remove it; put text in quotes)',
  ],
  ['tag without a meaning', 'a: !e!x y\n', 'web.yaml:1:4  tags (!) are not supported  (remove it; put text in quotes)'],
  ['merge key', '<<: { a: 1 }\n', 'web.yaml:1:1  merge keys (<<) are not supported  (write the fields out)'],
  ['directive', '%YAML 1.1\n---\n', 'web.yaml:1:1  directives (%) are not supported  (remove this line)'],
  ['directive without a document', '%a: 1\n', 'web.yaml:1:1  directives (%) are not supported  (remove this line)'],
  [
    'keys that are no text',
    '? [a]\n: b\ntrue: 1\n~: 2\n: 3\n',
    'web.yaml:1:3  a key must be text, not a map or a list',
    'web.yaml:3:1  the key true is not text  (put it in quotes: "true")',
    'web.yaml:4:1  the key ~ is not text  (put it in quotes: "~")',
    'web.yaml:5:1  a key is missing in front of this colon',
  ],
  ['prototype', 'a:\n  __proto__: { b: 1 }\n', 'web.yaml:2:3  /a  the key "__proto__" is not allowed'],
  ['open quote', 'a:\n  b: "x\n  c: 1\n', 'web.yaml:2:6  this quote is never closed'],
  ['open list', 'a: [1, 2\nb: 3\n', 'web.yaml:2:1  a "]" is missing before this, or too far left'],
  ['open map', 'a: {b: 2\nc: 3\n', 'web.yaml:2:1  a "}" is missing before this, or too far left'],
  ['stray bracket', 'a: {b: 1}}\n', 'web.yaml:1:10  did not expect "}" here  (check indentation, quotes and brackets)'],
  ['no comma', 'a: ["b" "c"]\n', 'web.yaml:1:9  a comma is missing in front of this'],
  [
    'variable in a map',
    'a: { b: 1, port: ${PORT:-8080}, c: 2 }\n',
    'web.yaml:1:18  inside { } or [ ] a variable has to stand in quotes  (write "${PORT:-8080}")',
  ],
  [
    'variable at the end of a map',
    'a: { port: ${PORT} }\n',
    'web.yaml:1:12  inside { } or [ ] a variable has to stand in quotes  (write "${PORT}")',
  ],
  [
    'variable within a text in a list',
    'a: [b, web-${STAGE}-1, c]\n',
    'web.yaml:1:12  inside { } or [ ] a variable has to stand in quotes  (write "web-${STAGE}-1")',
  ],
  [
    'variable at the beginning of a list',
    'a: [${A}, ${B:-x y}]\n',
    'web.yaml:1:5  inside { } or [ ] a variable has to stand in quotes  (write "${A}")',
  ],
  [
    'variable that is none',
    'a: [${A B}]\n',
    'web.yaml:1:5  inside { } or [ ] a variable has to stand in quotes  (write "${NAME}")',
  ],
  [
    'no comma in a map',
    'a: {b: 1 c: 2}\n',
    'web.yaml:1:8  a comma, or a bracket around this, is missing inside { } or [ ]',
  ],
  ['no colon', 'a: 1\nb\n', 'web.yaml:2:1  a ": " is missing behind this key'],
  ['no space behind the colon', 'a: 1\nb:2\n', 'web.yaml:2:1  a ": " is missing behind this key'],
  [
    'two colons in a line',
    'message: Note: closed\n',
    'web.yaml:1:10  one line cannot hold a map within a map  (put text that holds ": " in quotes, or begin a new line)',
  ],
  [
    'too far right',
    'a: 1\n  b: 2\n',
    'web.yaml:2:3  this line continues the one above, so it cannot begin a key  (correct its indentation, or complete the line above)',
  ],
  ['too far left', 'a:\n   b: 1\n  c: 2\n', 'web.yaml:3:1  this is not indented like what it follows  (align it)'],
  ['list item out of line', '- a: 1\n b: 2\n', 'web.yaml:2:1  in this list, a "- " is missing here  (or align it)'],
  ['reserved character', 'a: @b\n', 'web.yaml:1:4  text cannot begin with @  (put it in quotes)'],
  [
    'unknown escape',
    'path: "C:\\web"\n',
    'web.yaml:1:10  in double quotes, \\w is no escape  (double the backslash, or use single quotes)',
  ],
  [
    'control character',
    'a: \u001B[31m\n',
    'web.yaml:1:4  the control character U+001B is not allowed in a manifest  (in double quotes, write \\u001B)',
  ],
  ['NUL', 'a: \0\n', 'web.yaml:1:4  this is a binary file: it has a NUL byte here  (manifests are UTF-8 text)'],
];

test.each(YAML)('YAML: %s', async (_name, text, ...problems) => {
  const folder = summaryOf(await readFiles({ 'web.yaml': text }));

  expect(folder.problems).toEqual(problems);
  expect(folder.documents).toHaveLength(problems.length === 0 ? 1 : 0);
});

/** Only the schema says whether a number is meant as text; a file that has no schema refuses them at once. */
const DOUBTFUL: readonly (readonly [text: string, ...spellings: string[]])[] = [
  ['owner: 012345678901', '/owner 012345678901: would be read as the number 12345678901'],
  ['n: [9007199254740993]', '/n/0 9007199254740993: would be read as the number 9007199254740992'],
  ['n: 0xffffffffffffffff', '/n 0xffffffffffffffff: would be read as the number 18446744073709552000'],
  [
    'a: .nan\nb: -.inf\nc: .NAN',
    '/a .nan: is not a number in JSON',
    '/b -.inf: is not a number in JSON',
    '/c .NAN: is not a number in JSON',
  ],
  ['a: 1e999', '/a 1e999: is too large for a number'],
  ['a: 1.10\nb: 0x10\nc: True\nd: 1e3', '/a 1.10', '/b 0x10', '/c True', '/d 1e3'],
  ['a: 1\nb: true\nc: "08"\nd: yes\ne: 1_000'],
];

test.each(DOUBTFUL)('a number or flag is known as it was written: %j', async (text, ...spellings) => {
  await withFolder({ 'web.yaml': text }, async (dir) => {
    const [document] = (await readFolder(dir)).documents;
    const known = [...(document?.spellings ?? [])].map(([path, { text: written, fault }]) =>
      fault === undefined ? `${path} ${written}` : `${path} ${written}: ${fault.message.replace(`${written} `, '')}`,
    );
    expect(known).toEqual(spellings);
    const { problems } = await readDocuments(join(dir, 'web.yaml'));
    expect(problems).toHaveLength(spellings.filter((spelling) => spelling.includes(':')).length);
  });
});

test('a million digits are not repeated', async () => {
  await withFolder({ 'web.yaml': `n: ${'7'.repeat(1_000_000)}` }, async (dir) => {
    const { problems } = await readDocuments(join(dir, 'web.yaml'));
    expect(problems.map(({ message }) => message)).toEqual([`${'7'.repeat(37)}... is too large for a number`]);
  });
});

const JSON_TEXTS: readonly (readonly [text: string, problem: string])[] = [
  ['', '1:1  this is not JSON: expected a value, but the file ends'],
  ['{"a": 1,}', '1:9  this is not JSON: expected a key in double quotes, but found }'],
  ['{\n  "a": [1 2]\n}', '2:11  this is not JSON: expected a comma or a closing bracket, but found 2'],
  ['// web\n{}', '1:1  this is not JSON: expected a value, but found /'],
  ['{a: 1}', '1:2  this is not JSON: expected a key in double quotes or }, but found a'],
  ['{"a": NaN}', '1:7  this is not JSON: expected a value, but found NaN'],
  ['[01]', '1:2  this is not JSON: expected a value or ], but found 01'],
  ['{"a" 1}', '1:6  this is not JSON: expected a colon, but found 1'],
  ['{}\n{}', '2:1  this is not JSON: expected nothing more, but found {'],
  ['{"a": 1', '1:8  this is not JSON: expected a comma or a closing bracket, but the file ends'],
  ['[1}', '1:3  this is not JSON: expected a comma or a closing bracket, but found }'],
  ['{"a": "b\n"}', '1:7  this is not JSON: this string is not closed on its line'],
  ['["\\x41"]', '1:3  this is not JSON: \\x is no escape'],
];

test.each(JSON_TEXTS)('JSON: %j', async (text, problem) => {
  const folder = summaryOf(await readFiles({ 'web.json': text }));

  expect(folder).toEqual({ documents: [], problems: [`web.json:${problem}  (if it is YAML, name the file .yaml)`] });
});

const BYTES: readonly (readonly [name: string, bytes: Buffer, problem: string])[] = [
  [
    'invalid UTF-8',
    Buffer.from([0x61, 0x3a, 0x20, 0xc3, 0x28]),
    '1:4  this is not UTF-8: byte 3 of the file (from 0) begins no valid character  (save it as UTF-8)',
  ],
  [
    'invalid UTF-8 behind a mark, a real replacement character and an accent',
    Buffer.concat([Buffer.from('\uFEFFa: \uFFFD\nb: é'), Buffer.from([0xff])]),
    '2:5  this is not UTF-8: byte 15 of the file (from 0) begins no valid character  (save it as UTF-8)',
  ],
  ['UTF-16, low byte first', Buffer.from('\uFEFFa: 1', 'utf16le'), '1:1  this file is UTF-16  (save it as UTF-8)'],
  [
    'UTF-16, high byte first',
    Buffer.from('\uFEFFa: 1', 'utf16le').swap16(),
    '1:1  this file is UTF-16  (save it as UTF-8)',
  ],
];

test.each(BYTES)('bytes: %s', async (_name, bytes, problem) => {
  expect(summaryOf(await readFiles({ 'web.yaml': bytes }))).toEqual({
    documents: [],
    problems: [`web.yaml:${problem}`],
  });
});

test('one document may have several independent syntax errors, but none that only follows from another', async () => {
  const folder = await readFiles({ 'web.yaml': 'a: x: y\nb: "\\z"\nc: ]\nd: @\n' });

  expect(summaryOf(folder).problems).toEqual([
    'web.yaml:1:4  one line cannot hold a map within a map  (put text that holds ": " in quotes, or begin a new line)',
    'web.yaml:2:5  in double quotes, \\z is no escape  (double the backslash, or use single quotes)',
    'web.yaml:3:4  did not expect "]" here  (check indentation, quotes and brackets)',
  ]);
});

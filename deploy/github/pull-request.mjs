// What action.yml runs: it needs Node and nothing else. GitHub's environment and the action's inputs come as variables.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const { env } = process;
const repository = `/repos/${env.GITHUB_REPOSITORY}`;
const name = env.INPUT_NAME || 'evenkeel';
const manifests = env.INPUT_MANIFESTS || 'manifests';
const marker = `<!-- evenkeel plan ${name.replaceAll(/[^\w.\- ]/g, '')} -->`;
/** A comment holds 65,536 characters, and the plan takes up to 60,000 of them. */
const MOST_PROBLEMS = 4_000;

const scratch = mkdtempSync(join(tmpdir(), 'evenkeel-action-'));
try {
  process.exitCode = await ({ plan: planOf, apply: applyTo }[env.INPUT_COMMAND || 'plan'] ?? unknownCommand)(
    JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, 'utf8')),
  );
} catch (thrown) {
  say('error', thrown instanceof Error ? thrown.message : String(thrown));
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** Shows what would change in a comment, which is replaced at each push. Fails where the manifests can't be planned. */
async function planOf({ pull_request: pull }) {
  if (pull === undefined)
    throw new Error('plan is for the event pull_request: on others there is nothing to comment on');
  if (env.INPUT_SARIF === 'true') await uploadSarif(pull);
  const plan = makePlan();
  report(plan);
  try {
    const comment = await commentOf(pull.number);
    const body = commentText(plan, pull.head.sha);
    await (comment === undefined
      ? github('POST', `${repository}/issues/${pull.number}/comments`, { body })
      : github('PATCH', `${repository}/issues/comments/${comment.id}`, { body }));
  } catch (thrown) {
    // From a fork the token may only read. The plan is in the summary of the job then, and nothing is approved.
    if (thrown.status !== 403) throw thrown;
    say('warning', `the plan could not be put into a comment: ${thrown.message}`);
  }
  return plan.code === 1 ? 1 : 0;
}

/** Plans once more after the merge, and applies it only where it does what the comment showed. */
async function applyTo(event) {
  const pull = await mergedBy(event);
  const approved = fingerprintIn(await commentOf(pull.number));
  const plan = makePlan();
  report(plan);
  if (plan.code === 1) return 1;
  if (plan.fingerprint !== approved) {
    const why =
      approved === undefined
        ? `#${pull.number} has no comment of ${author()} with a plan`
        : 'the plan is another than the one that was approved: the manifests or AWS have changed since';
    const what = `Nothing was applied: ${why}. Look at this plan; \`evenkeel apply\` carries it out, or a new pull request.`;
    await github('POST', `${repository}/issues/${pull.number}/comments`, { body: `${what}\n\n${plan.text}` });
    throw new Error(`nothing was applied: ${why}`);
  }
  const { status } = evenkeel(['apply', plan.file, '-f', manifests], 'inherit');
  return status ?? 1;
}

function unknownCommand() {
  throw new Error(`command is plan or apply, not "${env.INPUT_COMMAND}"`);
}

function makePlan() {
  const file = join(scratch, 'approved.plan');
  const more = (env.INPUT_ARGUMENTS ?? '').split(/\s+/).filter((word) => word !== '');
  const args = ['plan', '-f', manifests, '-o', 'markdown', '--detailed-exitcode', '--out', file, ...more];
  const { status, stdout, stderr } = evenkeel(args, 'pipe');
  const code = status === 0 || status === 2 ? status : 1;
  // With a problem in the folder there is a plan of the rest, and none to be approved.
  const fingerprint = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).fingerprint : undefined;
  return { code, file, text: stdout, problems: code === 1 ? stderr : '', fingerprint };
}

function commentText({ text, problems, fingerprint }, commit) {
  const shown = problems.length > MOST_PROBLEMS ? `${problems.slice(0, MOST_PROBLEMS)}\n…` : problems;
  return [
    marker,
    ...(shown === ''
      ? []
      : [`### :x: The manifests can't be applied\n\n\`\`\`\`text\n${shown.replaceAll('````', "'''")}\n\`\`\`\``]),
    text,
    ...(fingerprint === undefined
      ? []
      : [`Plan \`${fingerprint.slice(0, 12)}\` of commit ${commit}.`, approval(fingerprint)]),
  ].join('\n');
}

function approval(fingerprint) {
  return `<!-- evenkeel fingerprint ${fingerprint} -->`;
}

function fingerprintIn(comment) {
  return /<!-- evenkeel fingerprint ([0-9a-f]{64}) -->\s*$/.exec(comment?.body ?? '')?.[1];
}

/** Anybody can write the same words: only what was written with our token counts. */
async function commentOf(number) {
  for (let page = 1; ; page += 1) {
    const comments = await github('GET', `${repository}/issues/${number}/comments?per_page=100&page=${page}`);
    const own = comments.find(({ body, user }) => user?.login === author() && body.startsWith(marker));
    if (own !== undefined || comments.length < 100) return own;
  }
}

async function mergedBy(event) {
  if (event.pull_request !== undefined) {
    if (event.pull_request.merged !== true) throw new Error(`#${event.pull_request.number} was not merged`);
    return event.pull_request;
  }
  const pulls = await github('GET', `${repository}/commits/${env.GITHUB_SHA}/pulls`);
  const merged = pulls.find(({ merged_at, merge_commit_sha }) => merged_at && merge_commit_sha === env.GITHUB_SHA);
  if (merged === undefined)
    throw new Error(`commit ${env.GITHUB_SHA} was not merged by a pull request, so nobody approved a plan`);
  return merged;
}

async function uploadSarif({ head, number }) {
  const { stdout } = evenkeel(['drift', '-f', manifests, '-o', 'sarif'], 'pipe');
  const sarif = gzipSync(stdout).toString('base64');
  try {
    await github('POST', `${repository}/code-scanning/sarifs`, {
      commit_sha: head.sha,
      ref: `refs/pull/${number}/head`,
      sarif,
      tool_name: 'evenkeel',
    });
  } catch (thrown) {
    // Code scanning is not to be had everywhere, and the plan is what the check is about.
    say('warning', `code scanning took nothing: ${thrown.message}`);
  }
}

function evenkeel(args, stdio) {
  const [command, ...first] = (env.INPUT_EXECUTABLE || `npx --yes evenkeel@${ownVersion()}`).split(/\s+/);
  const ran = spawnSync(command, [...first, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', stdio, stdio],
    maxBuffer: 2 ** 28,
  });
  if (ran.error !== undefined) throw new Error(`${command} could not be run: ${ran.error.message}`);
  return ran;
}

function ownVersion() {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
}

async function github(method, path, body) {
  const answer = await fetch(`${env.GITHUB_API_URL ?? 'https://api.github.com'}${path}`, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${env.GITHUB_TOKEN}`,
      'x-github-api-version': '2022-11-28',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) {
    const refusal = new Error(`GitHub refused ${method} ${path}: ${answer.status} ${messageIn(text)}`);
    throw Object.assign(refusal, { status: answer.status });
  }
  return text === '' ? undefined : JSON.parse(text);
}

function messageIn(text) {
  try {
    return JSON.parse(text).message ?? text;
  } catch {
    return text.slice(0, 200);
  }
}

function author() {
  return env.INPUT_AUTHOR || 'github-actions[bot]';
}

function report({ code, text, problems, fingerprint }) {
  process.stdout.write(`${text}\n${problems}`);
  if (env.GITHUB_STEP_SUMMARY) appendFileSync(env.GITHUB_STEP_SUMMARY, `${text}\n`);
  if (env.GITHUB_OUTPUT) appendFileSync(env.GITHUB_OUTPUT, `changes=${code === 2}\nfingerprint=${fingerprint ?? ''}\n`);
  if (code === 1) say('error', 'the manifests cannot be planned: see the log of this step');
}

/** As the runner marks lines of the log. */
function say(kind, message) {
  process.stdout.write(
    `::${kind}::${message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')}\n`,
  );
}

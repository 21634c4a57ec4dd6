import { Option } from 'commander';
import { deregisterShare, eventsOption, fullLook, noTrail, readBudget, interval, pruneLimits } from '../options.ts';

/** How the daemon works, reports and listens. */
export function runOptions(): Option[] {
  return [
    new Option('--interval <time>', 'how often to read AWS when nothing happens')
      .argParser(interval)
      .default(30_000, '30s')
      .env('EVENKEEL_INTERVAL'),
    ...pruneLimits(),
    deregisterShare(),
    readBudget(),
    fullLook(),
    eventsOption(),
    noTrail("don't look up in CloudTrail what happened and who changed what"),
    new Option('--git-pull', "follow the upstream of the folder's git working tree").env('EVENKEEL_GIT_PULL'),
    new Option(
      '--lease <object>',
      'an S3 object like s3://bucket/key, or a Lease of Kubernetes like kubernetes://namespace/name: of all daemons that name it, one writes at a time',
    ).env('EVENKEEL_LEASE'),
    new Option('--lock <file>', "a lock file: the same for daemons on this machine; by default in the user's home").env(
      'EVENKEEL_LOCK',
    ),
    new Option('--listen <address>', 'the address of the API and the page')
      .default('127.0.0.1:8080')
      .env('EVENKEEL_LISTEN'),
    new Option('--token-file <file>', 'the file with the token for reading; required unless listening on loopback').env(
      'EVENKEEL_TOKEN_FILE',
    ),
    new Option('--hook-secret-file <file>', 'the file with the secret that signs POST /-/hook').env(
      'EVENKEEL_HOOK_SECRET_FILE',
    ),
    new Option('--report-dir <dir>', 'write report.json, report.md and report.html to this folder').env(
      'EVENKEEL_REPORT_DIR',
    ),
    new Option('--history <file>', 'append findings and corrections to this file as lines of JSON').env(
      'EVENKEEL_HISTORY',
    ),
    new Option('--notify <url...>', 'post new and resolved findings to this webhook as JSON (may be repeated)').env(
      'EVENKEEL_NOTIFY',
    ),
    new Option('--notify-slack <url...>', 'the same for Slack webhooks').env('EVENKEEL_NOTIFY_SLACK'),
    new Option('--log-format <format>', 'the log format on stderr')
      .choices(['text', 'json'])
      .default('json')
      .env('EVENKEEL_LOG_FORMAT'),
  ];
}

#!/usr/bin/env node
import { run } from './cli/program.ts';

// The SDK would print this on every run; which Node versions hold is told by the package.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

process.exitCode = await run(process.argv.slice(2));

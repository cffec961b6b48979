#!/usr/bin/env node
// Entry of `npm start` and `npm test`. It runs on whatever Node the machine has, so it is plain JavaScript; it makes the checkout
// ready, goes on under the project's own Node and only then loads the TypeScript half.
import { ensureDependencies, ensureNode, ensureSystemPackages, say } from './run/bootstrap.mjs';

const [command, ...args] = process.argv.slice(2);

if (command !== 'start' && command !== 'test') {
  say('usage: node tools/run.mjs start [--demo] | test [unit | integration | security | e2e | <test file>]…');
  process.exit(2);
}

ensureDependencies();
await ensureNode();
ensureSystemPackages(command === 'test' ? 'test' : args.includes('--demo') ? 'demo' : 'start');

const { run } = command === 'start' ? await import('./run/start.ts') : await import('./run/test.ts');
process.exitCode = await run(args);

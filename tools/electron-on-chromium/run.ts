import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from './launch.ts';

/** `node run.ts <appDir> [--headless]`: runs the built app of a folder until it quits. */
const { values, positionals } = parseArgs({ options: { headless: { type: 'boolean', default: false } }, allowPositionals: true });
const [appDir = '.'] = positionals;

const app = await launch({
  appDir: resolve(appDir),
  headless: values.headless,
  dialogs: values.headless ? 'cancel' : 'person',
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void app.close());
void app.firstWindow().then(
  () => process.stdout.write('ready\n'),
  () => undefined,
);
process.exit(await app.exited);

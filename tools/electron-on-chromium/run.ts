import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { launch, type RunningApp } from './launch.ts';

/**
 * `node run.ts <appDir> [--headless] [--drive <module>]`: runs the built app of a folder until it quits.
 * A drive module's default export gets the running app, so that a test can use an app that it then kills from outside.
 */
const { values, positionals } = parseArgs({
  options: { headless: { type: 'boolean', default: false }, drive: { type: 'string' } },
  allowPositionals: true,
});
const [appDir = '.'] = positionals;

const app = await launch({
  appDir: resolve(appDir),
  headless: values.headless,
  dialogs: values.drive ? 'script' : values.headless ? 'cancel' : 'person',
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void app.close());
void app.firstWindow().then(
  () => process.stdout.write('ready\n'),
  () => undefined,
);
if (values.drive) {
  const driver = (await import(pathToFileURL(resolve(values.drive)).href)) as { default: (app: RunningApp) => Promise<void> };
  await driver.default(app);
}
process.exit(await app.exited);

import { join } from 'node:path';
import { checkLayers } from './check.ts';

const { count, violations } = checkLayers(process.argv[2] ?? join(import.meta.dirname, '..', '..'));
for (const { file, line, message } of violations) process.stderr.write(`${file}:${line} ${message}\n`);
process.stdout.write(`${count} files, ${violations.length} wrong arrows\n`);
process.exitCode = violations.length === 0 && count > 0 ? 0 : 1;

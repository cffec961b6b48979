import type { Feature } from '../../app/types.ts';
import { en } from './locale/en.ts';
import { zh } from './locale/zh.ts';

export { VaultGate } from './gate.tsx';
export { Paper, Sheet } from './paper.tsx';
export { PassphraseFields, usePassphraseRules } from './passphrase-fields.tsx';
export { Recovery } from './recovery.tsx';
export { ShareCheck } from './share-check.tsx';

export const vault = { routes: [], locale: { zh, en } } satisfies Feature;

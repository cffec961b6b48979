import type { Random } from '../sample-school/random.ts';
import { type Bundle, VaultChild, type Watch } from './child.ts';
import { sleep } from './scenario.ts';

/** How long a call takes and how many steps on disk and database it has, from one undisturbed run. */
export interface Extent {
  readonly ms: number;
  readonly steps: number;
}

export type Moment = { readonly by: 'clock' | 'step'; readonly at: number };

/** The last steps of a call are where the old state becomes the new one. */
const LAST_STEPS = 12;

/**
 * A random moment within a call: mostly at an exact step, some of them among the last ones, else by the clock, which also falls inside
 * a long step.
 */
export function pickMoment(random: Random, extent: Extent): Moment {
  const from = random.chance(0.3) ? Math.max(1, extent.steps - LAST_STEPS) : 1;
  return random.chance(0.65)
    ? { by: 'step', at: random.int(from, extent.steps) }
    : { by: 'clock', at: random.int(0, Math.ceil(extent.ms)) };
}

export function watchFor(channel: string, moment: Moment): Watch {
  return moment.by === 'step' ? { channel, killAt: moment.at } : { channel };
}

/** Makes the call and kills the process at the moment; a call that is answered before is killed right after. Answers whether it was answered. */
export async function callAndKill(child: VaultChild, channel: string, input: unknown, moment: Moment): Promise<boolean> {
  const reply = child.call(channel, input);
  if (moment.by === 'clock') await Promise.race([sleep(moment.at), reply]);
  else await reply;
  await child.kill();
  const answer = await reply;
  if (!answer.ok && answer.error.code !== 'gone') throw new Error(`${channel} was refused: ${answer.error.code}`);
  return answer.ok;
}

/** Runs the call once to its end. `before` brings the process to where the call can be made. */
export async function measure(
  bundle: Bundle,
  folder: string,
  channel: string,
  input: (child: VaultChild) => Promise<unknown>,
): Promise<Extent> {
  const child = new VaultChild(bundle, folder, { channel });
  try {
    const prepared = await input(child);
    const started = performance.now();
    await child.must(channel, prepared);
    const ms = performance.now() - started;
    while (child.steps === null && !child.gone) await sleep(5);
    return { ms, steps: child.steps ?? 1 };
  } finally {
    await child.kill();
  }
}

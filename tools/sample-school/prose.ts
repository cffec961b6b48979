import type { Random } from './random.ts';

/** Frequent characters, the most frequent first; words below are drawn from them by Zipf's law. */
const FREQUENT =
  '的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期它头经长儿回位分爱老因很给名法间斯知世什两次使身者被高已亲其进此话常与活正感见明问力理尔点文几定本公特做外孩相西果走将月十实向声车全信重三机工物气每并别真打太新比才便夫再书部水像眼等体却加电主界门利海受听表德少克代员许稜先口由死安写性马光白或住难望教命花结乐色更拉东神记处让母父应直字场平报友关放至张认接告入笑内英军候民岁往何度山觉路带万男边风解叫任金快原吃妈变通师立象数四失满战远格士音轻目条呢';
const RARE = Array.from({ length: 1800 }, (_, n) => String.fromCodePoint(0x5000 + n * 7));
const LATIN = ['phq-9', 'gad-7', 'mht', 'wechat', 'qq', 'k10', 'ktv', 'app'];

/** Invented prose that a search meets as it meets real notes: few characters make most of the text, many are rare. */
export class Prose {
  readonly #random: Random;
  readonly #words: readonly string[];

  constructor(random: Random) {
    this.#random = random;
    const frequent = [...FREQUENT];
    this.#words = Array.from({ length: 6000 }, (_, n) => {
      const length = n % 7 === 0 ? 1 : n % 5 === 0 ? 3 : n % 11 === 0 ? 4 : 2;
      return Array.from({ length }, () => (random.chance(0.9) ? skewed(random, frequent) : skewed(random, RARE))).join('');
    });
  }

  /** A note of about so many characters. */
  note(characters: number): string {
    let text = '样例：';
    let sentence = 0;
    while (text.length < characters) {
      text += this.#random.chance(0.004) ? ` ${this.#random.pick(LATIN)} ` : skewed(this.#random, this.#words);
      sentence += 1;
      if (sentence > 5 && this.#random.chance(0.25)) {
        text += this.#random.chance(0.5) ? '，' : '。';
        sentence = 0;
      }
    }
    return text;
  }

  /** Length of a note as they are written: most short, some of a page. */
  length(): number {
    return Math.round(40 + 900 * this.#random.next() ** 2);
  }
}

/** Rank r comes about 1/r as often as the first. */
function skewed<T>(random: Random, list: readonly T[]): T {
  const at = Math.floor(list.length ** random.next()) - 1;
  const value = list[Math.min(list.length - 1, Math.max(0, at))];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
}

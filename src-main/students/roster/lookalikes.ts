import type { DuplicateReason } from '../../../src-shared/contract/students.ts';
import { classKey } from '../../../src-shared/domain/class-name.ts';
import { nameKey } from '../../../src-shared/domain/normalise.ts';
import { spellName } from '../pinyin.ts';
import { type Probe, reasonsFor, scoreOf } from '../same-person.ts';
import { classOfKnown, type Known, type KnownStudent } from './known.ts';
import { type Matcher, toldApart } from './match.ts';
import type { ReadRow } from './read-row.ts';

/** Whom a row that would be new looks like. */
export interface Likeness {
  /** Students on file, likeliest first. */
  readonly of: readonly KnownStudent[];
  /** Why, strongest first; `likeRow` where it is an earlier row of the file. */
  readonly reasons: readonly (DuplicateReason | 'likeRow')[];
}

function probeOfRow(read: ReadRow, pinyin: string): Probe {
  const { card, guardians } = read;
  const phones = [card.phone, ...guardians.map((guardian) => guardian.phone)];
  return {
    name: read.name,
    pinyin,
    birthDate: card.birth_date ?? null,
    idNumber: card.id_number ?? null,
    numbers: new Set(card.registration_no === undefined ? [] : [card.registration_no]),
    classId: classKey(read.classOf),
    studentNo: card.student_no ?? null,
    phones: new Set(phones.filter((phone) => phone !== undefined && phone !== null)),
  };
}

function probeOfKnown(known: KnownStudent): Probe {
  const { row, guardians } = known;
  return {
    name: row.name,
    pinyin: row.name_pinyin,
    birthDate: row.birth_date,
    idNumber: row.id_number,
    numbers: new Set(row.registration_no === null ? [] : [row.registration_no]),
    classId: classOfKnown(known),
    studentNo: row.student_no,
    phones: new Set([row.phone, ...guardians.map((guardian) => guardian.phone)].filter((phone) => phone !== null)),
  };
}

/** Asks of every row that would be new whether it is somebody already there, by the rule that entering a student by hand asks by. */
export class Lookalikes {
  readonly #known: Known;
  readonly #matcher: Matcher;
  /** Earlier rows of the file that would be new, by name. */
  readonly #before = new Map<string, ReadRow[]>();

  constructor(known: Known, matcher: Matcher) {
    this.#known = known;
    this.#matcher = matcher;
  }

  of(read: ReadRow): Likeness | null {
    const like = this.#onFile(read) ?? this.#inFile(read);
    const key = nameKey(read.name);
    const rows = this.#before.get(key);
    if (rows) rows.push(read);
    else this.#before.set(key, [read]);
    return like;
  }

  /** Students whom a row means are two people by the sheet itself. */
  #onFile(read: ReadRow): Likeness | null {
    if (this.#known.byId.size === 0) return null;
    const { pinyin } = spellName(read.name);
    const probe = probeOfRow(read, pinyin);
    const people = new Set([...(this.#known.byPinyin.get(pinyin) ?? []), ...(this.#known.byName.get(nameKey(read.name)) ?? [])]);
    const found = [...people]
      .filter(({ row }) => !this.#matcher.means(row.id))
      .map((known) => ({ known, reasons: reasonsFor(probe, probeOfKnown(known)) }))
      .filter(({ reasons }) => reasons.length > 0)
      .sort((a, b) => scoreOf(b.reasons) - scoreOf(a.reasons));
    const [first] = found;
    return first === undefined ? null : { of: found.map(({ known }) => known), reasons: first.reasons };
  }

  #inFile(read: ReadRow): Likeness | null {
    const namesakes = (this.#before.get(nameKey(read.name)) ?? []).filter((row) => !toldApart(row, read));
    const probe = probeOfRow(read, '');
    const like = namesakes.some((row) => reasonsFor(probe, probeOfRow(row, '')).length > 0);
    return like ? { of: [], reasons: ['likeRow'] } : null;
  }
}

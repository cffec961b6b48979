import { guardianRelations } from '../../../src-shared/domain/codes/person.ts';
import { cleanName, decodeCode, nameKey } from '../../../src-shared/domain/normalise.ts';
import type { RowReader } from './read-row.ts';

export interface GuardianValues {
  readonly name: string;
  readonly relation: string;
  readonly phone: string | null;
  /** A relation that the table does not know, as the sheet has it. */
  readonly note: string | null;
  /** False where the sheet says that this person is no guardian. */
  readonly guardian: boolean;
}

const SLOTS = [1, 2, 3] as const;
const PARENTS = ['father', 'mother'] as const;

function nameIn(reader: RowReader, field: 'guardian1Name' | 'guardian2Name' | 'guardian3Name' | 'fatherName' | 'motherName') {
  const text = reader.text(field, 60);
  return text === undefined ? undefined : cleanName(text);
}

/** Guardians and other contacts of a row, legal guardians first, nobody twice. */
export function readGuardians(reader: RowReader): GuardianValues[] {
  const found: GuardianValues[] = [];
  const add = (person: GuardianValues): void => {
    if (!found.some((g) => nameKey(g.name) === nameKey(person.name))) found.push(person);
  };
  for (const slot of SLOTS) {
    const name = nameIn(reader, `guardian${slot}Name`);
    const phone = reader.phone(`guardian${slot}Phone`) ?? null;
    const word = reader.text(`guardian${slot}Relation`, 40);
    const guardian = reader.flag(`guardian${slot}Is`) !== 0;
    if (name === undefined) {
      if (phone !== null) reader.warn('phoneWithoutName');
      continue;
    }
    const relation = word === undefined ? undefined : decodeCode(guardianRelations, word);
    add({ name, relation: relation ?? 'other', phone, note: relation === undefined ? (word ?? null) : null, guardian });
  }
  for (const parent of PARENTS) {
    const name = nameIn(reader, `${parent}Name`);
    const phone = reader.phone(`${parent}Phone`) ?? null;
    if (name !== undefined) add({ name, relation: parent, phone, note: null, guardian: true });
    else if (phone !== null) reader.warn('phoneWithoutName');
  }
  return found.sort((a, b) => Number(b.guardian) - Number(a.guardian));
}

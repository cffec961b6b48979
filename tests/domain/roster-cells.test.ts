import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseClassName, schoolShape } from '../../src-shared/domain/class-name.ts';
import type { CodeEntry, CodeTable } from '../../src-shared/domain/codes/define.ts';
import { ethnicities } from '../../src-shared/domain/codes/ethnicity.ts';
import { disabilities, guardianRelations, leftBehindKinds } from '../../src-shared/domain/codes/person.ts';
import { fromEpochDay, parseLooseDate } from '../../src-shared/domain/dates.ts';
import { idCheckCharacter, inspectIdNumber } from '../../src-shared/domain/id-number.ts';
import { cleanName, cleanPhone, decodeCode, nameKey, parseYesNo, phonesOf } from '../../src-shared/domain/normalise.ts';
import { inspectRegistrationNumber } from '../../src-shared/domain/registration-number.ts';

const wide = (text: string): string => text.replace(/[!-~]/gu, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
const day = fc.integer({ min: -14_000, max: 20_000 }).map(fromEpochDay);
const digits = (length: number) => fc.stringMatching(new RegExp(`^[1-9][0-9]{${length - 1}}$`));

describe('phones of a cell', () => {
  const mobile = digits(10).map((rest) => `1${rest}`);
  it('are found in order, whatever stands between and beside them', () => {
    fc.assert(
      fc.property(
        fc.array(mobile, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('/', '、', ',', '，', ';', '；', ' / '),
        (phones, sign) => {
          expect(phonesOf(phones.join(sign))).toEqual(phones);
          expect(phonesOf(phones.map((p) => `+86 ${p}(母亲)`).join(sign))).toEqual(phones);
          expect(phonesOf(wide(phones.join(',')))).toEqual(phones);
        },
      ),
    );
  });

  it('keep what they are when cleaned twice, and are nothing but digits', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const phone = cleanPhone(text);
        if (phone === undefined) return;
        expect(phone).toMatch(/^\+?\d{3,15}$/u);
        expect(cleanPhone(phone)).toBe(phone);
      }),
    );
  });

  it('are none where a part is none', () => {
    expect(phonesOf('13900000001/abc')).toBeUndefined();
    expect(phonesOf('0870-2123456')).toEqual(['08702123456']);
    expect(phonesOf('13900000001.0')).toEqual(['13900000001']);
    expect(phonesOf('爸爸13900000001 妈妈13900000002')).toEqual(['13900000001', '13900000002']);
  });
});

describe('codes', () => {
  const tables: readonly (readonly [string, Pick<CodeTable<CodeEntry>, 'entries'>])[] = [
    ['ethnicities', ethnicities],
    ['relations', guardianRelations],
    ['left-behind kinds', leftBehindKinds],
    ['disabilities', disabilities],
  ];
  it.each(tables)('of %s are read by code, word, alias and code with word', (_, table) => {
    for (const entry of table.entries) {
      for (const text of [entry.code, entry.zh, entry.en, wide(entry.code), ` ${entry.zh} `]) {
        expect(decodeCode(table as CodeTable<CodeEntry>, text), `${entry.code} as ${text}`).toBe(entry.code);
      }
      if (/^\d\d?$/.test(entry.code))
        expect(decodeCode(table as CodeTable<CodeEntry>, `${entry.code}${entry.zh}`)).toBe(entry.code);
    }
  });

  it('of GB/T 4761 name the relation', () => {
    expect(['51', '52', '61', '64', 51, '52母亲', '85', '99'].map((v) => decodeCode(guardianRelations, v))).toEqual([
      ...['father', 'mother', 'paternalGrandparent', 'maternalGrandparent', 'father', 'mother', 'relative', 'other'],
    ]);
    expect(decodeCode(guardianRelations, '51母亲')).toBeUndefined();
  });

  it('never come from text that is none of theirs', () => {
    const words = new Set(
      ethnicities.entries.flatMap((e) => [e.code, e.zh, e.en, ...(e.aliases ?? [])].map((w) => w.toLowerCase())),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[\p{Script=Han}]{1,4}$/u), (text) => {
        if (!words.has(text)) expect(decodeCode(ethnicities, text)).toBeUndefined();
      }),
    );
  });
});

describe('yes and no', () => {
  it('are opposites and never guessed', () => {
    const yes = ['是', '有', '1', 'Y', 'yes', '√', '✓', '对', '是的', '属于', 'TRUE', 1, true];
    const no = ['否', '无', '没有', '0', 'N', 'no', '×', '不是', 'FALSE', 0, false];
    expect(yes.map(parseYesNo)).toEqual(yes.map(() => true));
    expect(no.map(parseYesNo)).toEqual(no.map(() => false));
    expect(['', '不详', '2', '是否', null, undefined].map(parseYesNo)).toEqual(Array(6).fill(undefined));
  });
});

describe('dates', () => {
  it('of any day are read in every form that schools write', () => {
    fc.assert(
      fc.property(day, (date) => {
        const [y, m, d] = date.split('-').map(Number);
        const forms = [
          date,
          `${y}-${m}-${d}`,
          `${y}/${m}/${d}`,
          `${y}.${m}.${d}`,
          `${y} ${m} ${d}`,
          `${y}年${m}月${d}日`,
          date.replaceAll('-', ''),
        ];
        for (const form of [...forms, ...forms.map(wide), `${date} 00:00:00`])
          expect(parseLooseDate(form), form).toMatchObject({ ok: true, date });
      }),
      { numRuns: 50 },
    );
  });
});

describe('names', () => {
  it('meet under one key however blanks, dots and width are written, and cleaning is stable', () => {
    const han = fc.stringMatching(/^[\u4e00-\u9fa5]{2,4}$/u);
    fc.assert(
      fc.property(han, han, fc.constantFrom('·', '•', '・', '‧', '.', ' · '), (first, last, dot) => {
        const name = cleanName(`${first}${dot}${last}`);
        expect(name).toBe(`${first}·${last}`);
        expect(cleanName(name)).toBe(name);
        expect(cleanName(`　${[...first].join(' ')}\u200b `)).toBe(first);
        expect(nameKey(`${first} ${last}`)).toBe(nameKey(`${first}·${last}`));
      }),
      { numRuns: 100 },
    );
  });
});

describe('numbers of a student', () => {
  const body = fc
    .tuple(digits(6), fc.integer({ min: 0, max: 8000 }), fc.integer({ min: 0, max: 999 }))
    .map(([region, at, sequence]) => {
      const first = `${region}${fromEpochDay(13_000 + at).replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
      return first + idCheckCharacter(first);
    });

  it('are valid with any width, case and blanks; one digit off is not', () => {
    fc.assert(
      fc.property(body, fc.nat(16), fc.integer({ min: 1, max: 9 }), (id, at, shift) => {
        for (const text of [id, wide(id), id.toLowerCase(), ` ${id.slice(0, 6)} ${id.slice(6)} `, `'${id}`]) {
          expect(inspectIdNumber(text)).toMatchObject({ kind: 'valid', value: id });
          expect(inspectRegistrationNumber(`g${text.replace("'", '')}`)).toMatchObject({
            kind: 'valid',
            value: `G${id}`,
            temporary: false,
          });
        }
        const wrong = id.slice(0, at) + String((Number(id[at]) + shift) % 10) + id.slice(at + 1);
        expect(inspectIdNumber(wrong).kind).not.toBe('valid');
        expect(inspectRegistrationNumber(`J${wrong}`).kind).toBe('invalid');
        expect(inspectRegistrationNumber(`L${wrong}`)).toMatchObject({ kind: 'valid', temporary: true });
      }),
      { numRuns: 60 },
    );
  });

  it('that passed through a number cell are damaged, whatever they were', () => {
    fc.assert(
      fc.property(body, (id) => {
        expect(inspectIdNumber(Number(id.slice(0, 17)) * 10)).toMatchObject({ kind: 'damaged' });
      }),
    );
  });
});

describe('class names of further forms', () => {
  const context = { shape: schoolShape('nine_year'), schoolYear: 2026 };
  it.each([
    ['七一班', 2026, 1],
    ['七年1班', 2026, 1],
    ['七年级第1班', 2026, 1],
    ['7-1班', 2026, 1],
    ['（七）(2)班', 2026, 2],
    ['初二三班', 2025, 3],
    ['九年级十二班', 2024, 12],
  ])('%s', (text, entryYear, number) => {
    expect(parseClassName(text, context)).toMatchObject({ ok: true, identity: { stage: 'junior', entryYear, number } });
  });

  it.each(['十一班', '九十九班', '七班', '高班', '班'])('%s is not guessed at', (text) => {
    expect(parseClassName(text, context).ok).toBe(false);
  });

  it('reads 2024(1)班 by its year of entry where only one stage fits', () => {
    expect(parseClassName('2024(1)班', { shape: schoolShape('junior'), schoolYear: 2026 })).toMatchObject({
      identity: { entryYear: 2024, number: 1 },
    });
  });
});

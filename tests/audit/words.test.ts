import { expect, test } from 'vitest';
import { historyTables, textClasses } from '../../src-main/vault/text-classes.ts';
import { en } from '../../src-renderer/features/audit/locale/en.ts';
import { zh } from '../../src-renderer/features/audit/locale/zh.ts';
import { auditActions } from '../../src-shared/contract/audit.ts';
import type { ChannelSpec } from '../../src-shared/contract/channel.ts';
import { contract } from '../../src-shared/contract/index.ts';

type Words = Readonly<Record<string, Readonly<Record<string, string>>>>;
const at = (words: Words, name: string): string | undefined => {
  const [feature = '', verb = ''] = name.split('.');
  return words[feature]?.[verb];
};

/** Whether using the channel writes a row: every write and export but drafts, and every read that shows a student. */
const writesRow = ([name, spec]: [string, ChannelSpec]): boolean =>
  spec.host === 'vault' &&
  (spec.action !== undefined ||
    (spec.effect !== 'read' && !['drafts.save', 'drafts.discard'].includes(name)) ||
    (spec.effect === 'read' && spec.reveals !== 'nothing'));

const logged = Object.entries(contract as Readonly<Record<string, ChannelSpec>>)
  .filter(writesRow)
  .map(([name]) => name);

test.each([
  ['zh', zh.does],
  ['en', en.does],
] as const)('every channel that writes a row of the record is said in plain words (%s)', (_language, does) => {
  expect(logged.length).toBeGreaterThan(80);
  expect(logged.filter((name) => !at(does, name))).toEqual([]);
  // Two different things must not read the same.
  const said = logged.map((name) => at(does, name));
  expect(said.filter((words, index) => said.indexOf(words) !== index)).toEqual([]);
});

test('no word stands for a channel that is gone; the lock is written by the vault itself', () => {
  const known = new Set([...Object.keys(contract), 'vault.lock']);
  const said = Object.entries(zh.does as Words).flatMap(([feature, verbs]) =>
    Object.keys(verbs).map((verb) => `${feature}.${verb}`),
  );
  expect(said.filter((name) => !known.has(name))).toEqual([]);
});

test('every action and every field that a person edits has a word', () => {
  expect(auditActions.filter((action) => !zh.action[action])).toEqual([]);
  const machinery = /(^|_)(id|at|by)$|^revision$/u;
  const edited = [
    'student',
    'session',
    'case',
    'caseClosure',
    'plan',
    'plan_goal',
    'plan_intervention',
    'visit',
    'guardian_contact',
    'staff',
    'activity',
  ];
  const words: Readonly<Record<string, string>> = zh.field;
  const missing = edited.flatMap((entity) =>
    (['support', 'restricted', 'private'] as const).flatMap((textClass) =>
      (textClasses[historyTables[entity] ?? entity]?.[textClass]?.split(' ') ?? [])
        .filter((column) => !machinery.test(column) && !words[column])
        .map((column) => `${entity}.${column}`),
    ),
  );
  expect(missing).toEqual([]);
});

import { Group, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../src-shared/contract/index.ts';
import { guardianRelations } from '../../../src-shared/domain/codes.ts';
import { codeOptions } from '../../components/code-options.ts';
import { type EntryValues, relationOf } from './entry-values.ts';
import { useConsentWords } from './words.ts';

const OTHER = '';

/** The guardian: one of the file, or a name with the relation. */
export function GiverFields(props: {
  readonly values: EntryValues;
  readonly onChange: (part: Partial<EntryValues>) => void;
  readonly guardians: Output<'consents.list'>['guardians'];
  readonly fieldError: (field: string) => string | null;
}) {
  const { t, i18n } = useTranslation('consents');
  const { language } = useConsentWords();
  const { values, onChange, guardians } = props;
  const same = guardians.find((one) => one.name === values.giverName && one.relation === values.giverRelation);
  const [picked, setPicked] = useState<string>(same?.guardianId ?? OTHER);
  const pick = (id: string): void => {
    setPicked(id);
    const one = guardians.find((guardian) => guardian.guardianId === id);
    onChange({ giverName: one?.name ?? '', giverRelation: relationOf(one?.relation ?? null) });
  };
  return (
    <>
      {guardians.length > 0 && (
        <Select
          label={t('form.guardian')}
          allowDeselect={false}
          data={[
            ...guardians.map((one) => ({
              value: one.guardianId,
              label: `${one.name} · ${guardianRelations.label(one.relation, language)}`,
            })),
            { value: OTHER, label: t('form.guardianOther') },
          ]}
          value={picked}
          onChange={(id) => pick(id ?? OTHER)}
          error={picked === OTHER ? null : props.fieldError('giverName')}
        />
      )}
      {picked === OTHER && (
        <Group grow align="flex-start">
          <TextInput
            label={t('form.giverName')}
            required
            maxLength={40}
            value={values.giverName}
            onChange={(event) => onChange({ giverName: event.currentTarget.value })}
            error={props.fieldError('giverName')}
          />
          <Select
            label={t('form.relation')}
            clearable
            data={codeOptions(guardianRelations, i18n.language)}
            value={values.giverRelation}
            onChange={(giverRelation) => onChange({ giverRelation })}
          />
        </Group>
      )}
    </>
  );
}

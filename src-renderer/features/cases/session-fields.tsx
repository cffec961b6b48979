import {
  Accordion,
  Button,
  Checkbox,
  Group,
  MultiSelect,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  Textarea,
  TextInput,
} from '@mantine/core';
import { TimeInput } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import { problemCategories, sessionModes, sessionSources } from '../../../src-shared/domain/codes.ts';
import { codeOptions } from '../../components/code-options.ts';
import { DateField } from '../../components/index.ts';
import type { SessionValues } from './session-values.ts';

const LENGTHS = [20, 30, 40, 50] as const;
type TextKey = { [K in keyof SessionValues]: SessionValues[K] extends string ? K : never }[keyof SessionValues];

/** A note's fields: the few of every note first, the others folded. */
export function SessionFields(props: {
  readonly values: SessionValues;
  readonly setValues: (next: Partial<SessionValues>) => void;
  readonly fieldError: (field: string) => string | null;
}) {
  const { t, i18n } = useTranslation('cases');
  const { values, setValues, fieldError } = props;
  const area = (key: TextKey, label: string, hint?: string, minRows = 2) => (
    <Textarea
      label={label}
      description={hint}
      autosize
      minRows={minRows}
      value={values[key]}
      onChange={(event) => setValues({ [key]: event.currentTarget.value })}
      error={fieldError(key)}
    />
  );
  return (
    <Stack>
      <SimpleGrid cols={{ base: 2, md: 4 }}>
        <DateField
          label={t('session.heldOn')}
          required
          value={values.heldOn}
          onChange={(heldOn) => setValues({ heldOn })}
          error={fieldError('heldOn')}
        />
        <TimeInput
          label={t('session.startTime')}
          value={values.startTime}
          onChange={(event) => setValues({ startTime: event.currentTarget.value })}
          error={fieldError('startTime')}
        />
        <NumberInput
          label={t('session.minutes')}
          required
          min={0}
          max={600}
          allowDecimal={false}
          value={values.minutes}
          onChange={(value) => setValues({ minutes: typeof value === 'number' ? value : 0 })}
          error={fieldError('minutes')}
        />
        <Select
          label={t('session.mode')}
          required
          allowDeselect={false}
          data={codeOptions(sessionModes, i18n.language)}
          value={sessionModes.has(values.mode) ? values.mode : null}
          onChange={(mode) => mode && setValues({ mode })}
          error={fieldError('mode')}
        />
      </SimpleGrid>
      <Group gap={4} role="group" aria-label={t('session.presets')}>
        {LENGTHS.map((minutes) => (
          <Button
            key={minutes}
            size="compact-xs"
            variant={values.minutes === minutes ? 'light' : 'default'}
            onClick={() => setValues({ minutes })}
          >
            {t('session.preset', { minutes })}
          </Button>
        ))}
      </Group>
      {area('complaint', t('session.complaint'), t('session.complaintHint'))}
      {area('process', t('session.process'), undefined, 5)}
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        {area('homework', t('session.homework'))}
        {area('nextStep', t('session.nextStep'))}
      </SimpleGrid>
      <SimpleGrid cols={{ base: 2, md: 4 }}>
        <DateField
          label={t('session.nextOn')}
          value={values.nextOn}
          onChange={(nextOn) => setValues({ nextOn })}
          error={fieldError('nextOn')}
        />
        <Select
          label={t('session.source')}
          required
          allowDeselect={false}
          data={codeOptions(sessionSources, i18n.language)}
          value={sessionSources.has(values.source) ? values.source : null}
          onChange={(source) => source && setValues({ source })}
        />
        <TextInput
          label={t('session.place')}
          value={values.place}
          onChange={(event) => setValues({ place: event.currentTarget.value })}
          error={fieldError('place')}
        />
      </SimpleGrid>
      <MultiSelect
        label={t('session.categories')}
        searchable
        hidePickedOptions
        data={codeOptions(problemCategories, i18n.language)}
        value={values.problemCategories.filter((code) => problemCategories.has(code))}
        onChange={(codes) => setValues({ problemCategories: codes })}
      />
      <Accordion variant="separated" multiple>
        <Accordion.Item value="more">
          <Accordion.Control>{t('session.more')}</Accordion.Control>
          <Accordion.Panel>
            <Stack>
              {area('aim', t('session.aim'))}
              {area('presentation', t('session.presentation'), t('session.presentationHint'))}
              {area('assessment', t('session.assessment'), t('session.assessmentHint'))}
              {area('riskNoted', t('session.risk'), t('session.riskHint'))}
              {area('effect', t('session.effect'))}
              <Checkbox
                label={t('session.referral')}
                checked={values.referralSuggested}
                onChange={(event) => setValues({ referralSuggested: event.currentTarget.checked })}
              />
            </Stack>
          </Accordion.Panel>
        </Accordion.Item>
        <Accordion.Item value="private">
          <Accordion.Control>{t('session.private')}</Accordion.Control>
          <Accordion.Panel>{area('restrictedNote', t('session.restricted'), t('session.restrictedHint'), 3)}</Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </Stack>
  );
}

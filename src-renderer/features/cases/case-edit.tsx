import { Button, Group, Select, Stack, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../src-shared/contract/index.ts';
import { familyStructures, sessionSources } from '../../../src-shared/domain/codes.ts';
import { useWrite } from '../../app/api.ts';
import { codeOptions } from '../../components/code-options.ts';
import { DraftMark, ErrorNotice, useDraft } from '../../components/index.ts';

export function EditCase(props: { readonly found: Output<'cases.detail'>; readonly onDone: () => void }) {
  const { t, i18n } = useTranslation('cases');
  const { found } = props;
  const draft = useDraft('case', found.student.id, found.caseId, {
    source: found.source,
    presentingProblem: found.presentingProblem ?? '',
    familyStructure: found.familyStructure,
    background: found.background ?? '',
  });
  const update = useWrite('cases.update', { invalidates: ['cases.detail', 'cases.list', 'students.file'], draft });
  const { values, setValues } = draft;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        update.mutate(
          {
            caseId: found.caseId,
            revision: found.revision,
            source: sessionSources.has(values.source) ? values.source : 'other',
            presentingProblem: values.presentingProblem,
            familyStructure:
              values.familyStructure && familyStructures.has(values.familyStructure) ? values.familyStructure : null,
            background: values.background,
          },
          { onSuccess: props.onDone },
        );
      }}
    >
      <Stack>
        <Select
          label={t('new.source')}
          required
          allowDeselect={false}
          data={codeOptions(sessionSources, i18n.language)}
          value={sessionSources.has(values.source) ? values.source : null}
          onChange={(source) => source && setValues({ source })}
        />
        <Textarea
          label={t('new.problem')}
          description={t('new.problemHint')}
          autosize
          minRows={3}
          value={values.presentingProblem}
          onChange={(event) => setValues({ presentingProblem: event.currentTarget.value })}
        />
        <Select
          label={t('new.family')}
          clearable
          data={codeOptions(familyStructures, i18n.language)}
          value={values.familyStructure && familyStructures.has(values.familyStructure) ? values.familyStructure : null}
          onChange={(familyStructure) => setValues({ familyStructure })}
        />
        <Textarea
          label={t('new.background')}
          autosize
          minRows={3}
          value={values.background}
          onChange={(event) => setValues({ background: event.currentTarget.value })}
        />
        <ErrorNotice error={update.error} />
        <Group>
          <Button type="submit" loading={update.isPending}>
            {t('page.save')}
          </Button>
          <Button variant="default" onClick={() => void draft.discard().then(props.onDone)}>
            {t('page.cancel')}
          </Button>
          <DraftMark savedAt={draft.savedAt} />
        </Group>
      </Stack>
    </form>
  );
}

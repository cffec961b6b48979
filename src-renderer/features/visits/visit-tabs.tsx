import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useSession } from '../../app/session.ts';

const places = { visits: '/visits', contacts: '/visits/contacts' } as const;

/** Home visits and guardian contacts side by side; who may not see contacts sees no choice. */
export function VisitTabs(props: { readonly at: keyof typeof places }) {
  const { t } = useTranslation('visits');
  const navigate = useNavigate();
  const { role } = useSession();
  if (role === 'clerk') return null;
  return (
    <SegmentedControl
      w="fit-content"
      size="sm"
      aria-label={t('contacts.place')}
      value={props.at}
      onChange={(next) => navigate(next === 'contacts' ? places.contacts : places.visits)}
      data={[
        { value: 'visits', label: t('list.title') },
        { value: 'contacts', label: t('contacts.title') },
      ]}
    />
  );
}

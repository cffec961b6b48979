import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.ts';

interface State {
  readonly busy: boolean;
  readonly error: unknown;
  /** What was done last, in words. */
  readonly done: string | null;
}

/**
 * A document that is looked at before it leaves: laid out, then printed or saved. The preview goes with the page, and with every change of
 * the choice. @param left called after the document has left, in either way
 */
export function usePaper(left: () => Promise<unknown> = async () => undefined) {
  const { t } = useTranslation('components');
  const [preview, setPreview] = useState<{ readonly previewId: string; readonly pages: number } | null>(null);
  const [changed, setChanged] = useState(false);
  const [state, setState] = useState<State>({ busy: false, error: null, done: null });
  useEffect(() => {
    if (!preview) return;
    return () => void call('print.close', { previewId: preview.previewId }).catch(() => undefined);
  }, [preview]);
  const run = async (work: () => Promise<string | null>): Promise<void> => {
    setState({ busy: true, error: null, done: null });
    try {
      setState({ busy: false, error: null, done: await work() });
    } catch (error) {
      setState({ busy: false, error, done: null });
    }
  };
  return {
    ...state,
    preview,
    /** Whether a preview was taken away because the choice is another now. */
    changed,
    /** What is shown must be what was chosen: a change takes the old preview away. */
    forget: () => {
      setChanged(changed || preview !== null);
      setPreview(null);
    },
    show: (route: string, query: Record<string, string>) =>
      run(async () => {
        setPreview(await call('print.preview', { route, query }));
        setChanged(false);
        return null;
      }),
    save: (previewId: string) =>
      run(async () => {
        const { saved, name } = await call('print.save', { previewId });
        await left();
        return saved ? t('paper.saved', { name }) : null;
      }),
    print: (previewId: string) =>
      run(async () => {
        const { printed } = await call('print.print', { previewId });
        await left();
        return printed ? t('paper.printed') : null;
      }),
    /** Does something else with the same choice; the words it gives say what was done. */
    run,
  };
}
export type PaperDesk = ReturnType<typeof usePaper>;

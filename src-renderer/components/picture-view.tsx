import { Box } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LookTools } from './look-tools.tsx';
import classes from './pdf-view.module.css';
import { useLook } from './use-look.ts';

/** A picture that fits its window, can be magnified and turned. The browser puts a photo upright by what the camera noted in it. */
export function PictureView(props: { readonly src: string; readonly alt: string }) {
  const { t } = useTranslation('components');
  const look = useLook();
  const { ref, width, height } = useElementSize();
  const [natural, setNatural] = useState<{ readonly width: number; readonly height: number } | null>(null);
  const [broken, setBroken] = useState(false);
  if (broken) return <p role="alert">{t('look.brokenPicture')}</p>;
  const aside = look.turn === 90 || look.turn === 270;
  const across = natural ? (aside ? natural.height : natural.width) : 0;
  const down = natural ? (aside ? natural.width : natural.height) : 0;
  const scale = natural && width > 0 ? Math.min(width / across, height / down, 1) * look.zoom : 0;
  return (
    <Box onKeyDown={look.onKeyDown}>
      <LookTools look={look} />
      <Box component="section" className={classes.picture} ref={ref} aria-label={t('pdf.preview')} tabIndex={0}>
        <div style={{ position: 'relative', flex: 'none', width: across * scale, height: down * scale }}>
          <img
            src={props.src}
            alt={props.alt}
            onLoad={({ currentTarget: image }) => setNatural({ width: image.naturalWidth, height: image.naturalHeight })}
            onError={() => setBroken(true)}
            style={{
              position: 'absolute',
              left: '50%',
              top: '50%',
              width: (natural?.width ?? 0) * scale,
              height: (natural?.height ?? 0) * scale,
              transform: `translate(-50%, -50%) rotate(${look.turn}deg)`,
            }}
          />
        </div>
      </Box>
    </Box>
  );
}

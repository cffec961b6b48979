import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type MantineThemeOverride,
  mergeThemeOverrides,
} from '@mantine/core';

const pine: MantineColorsTuple = [
  '#f1f6f4',
  '#e0ebe7',
  '#c1d7cf',
  '#9fc2b5',
  '#82b09f',
  '#6fa491',
  '#64a089',
  '#528b76',
  '#457c68',
  '#346b58',
];

/** The desk's look: a muted green, small type, thin frames; shade 8 carries white text with enough contrast. */
const theme = createTheme({
  colors: { pine },
  primaryColor: 'pine',
  primaryShade: { light: 8, dark: 8 },
  fontFamily: "'Noto Sans SC Variable', 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', Consolas, monospace",
  defaultRadius: 'sm',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '22px' },
      h2: { fontSize: '20px' },
      h3: { fontSize: '17px' },
      h4: { fontSize: '15px' },
      h5: { fontSize: '13px' },
    },
  },
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Table: { defaultProps: { fz: 13, verticalSpacing: 6 } },
    Modal: { defaultProps: { centered: true } },
    // Their <header> stands outside any section for assistive technology and would count as a second banner.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    DrawerHeader: { defaultProps: { role: 'presentation' } },
    Tooltip: { defaultProps: { openDelay: 400 } },
  },
});

/** The theme with a spoken name, in the language on screen, for the button that closes a dialog, drawer or notice. */
export function themeWithWords(words: { readonly close: string }): MantineThemeOverride {
  const defaultProps = { closeButtonProps: { 'aria-label': words.close } };
  return mergeThemeOverrides(theme, {
    components: { Modal: { defaultProps }, Drawer: { defaultProps }, Notification: { defaultProps } },
  });
}

/** Dimmed and placeholder words darker than Mantine's own, so that they pass AA on every ground used here. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5c6670',
    '--mantine-color-placeholder': '#67717a',
    '--mantine-color-error': '#c22525',
    '--mantine-color-red-light-color': '#b02020',
    '--xd-rail': '#f1f6f4',
    '--xd-ground': '#fcfcfc',
    '--xd-accent-text': '#346b58',
  },
  dark: {
    '--mantine-color-dimmed': '#a6adb4',
    '--mantine-color-placeholder': '#a0a7ad',
    '--mantine-color-error': '#ff9a9a',
    '--mantine-color-anchor': '#9fc2b5',
    '--xd-rail': '#1d2421',
    '--xd-ground': '#212423',
    '--xd-accent-text': '#9fc2b5',
  },
});

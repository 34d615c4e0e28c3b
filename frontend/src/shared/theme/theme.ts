import { createTheme } from '@mantine/core';

const touch = { styles: { input: { minHeight: 44 } } };

/** Sober and legible: one blue for acts, dark red only for the mark of the house. */
export const theme = createTheme({
  fontFamily: "'Be Vietnam Pro', system-ui, 'Segoe UI', Roboto, Arial, sans-serif",
  headings: {
    fontFamily: "'Be Vietnam Pro', system-ui, 'Segoe UI', Roboto, Arial, sans-serif",
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.625rem', lineHeight: '1.3' },
      h2: { fontSize: '1.25rem', lineHeight: '1.35' },
      h3: { fontSize: '1.0625rem', lineHeight: '1.4' },
    },
  },
  colors: {
    brand: [
      '#eef4fb',
      '#dbe7f5',
      '#b4cde9',
      '#89b1dd',
      '#6799d2',
      '#518acc',
      '#3f7cc2',
      '#17508f',
      '#124477',
      '#0c355f',
    ],
    red: [
      '#fdecec',
      '#fad7d7',
      '#f3b0b0',
      '#e98787',
      '#dd6363',
      '#c94545',
      '#b42318',
      '#912018',
      '#7a1a14',
      '#5f120d',
    ],
    house: [
      '#fdf0f0',
      '#f6dcdc',
      '#ebb5b5',
      '#e08b8b',
      '#d66767',
      '#d05050',
      '#b93434',
      '#a32727',
      '#8f1d1d',
      '#6f1414',
    ],
  },
  primaryColor: 'brand',
  primaryShade: 7,
  defaultRadius: 'md',
  autoContrast: true,
  focusRing: 'auto',
  cursorType: 'pointer',
  // Plain entries: importing the components here would put all of them into the first load.
  components: {
    Button: {
      styles: {
        root: {
          display: 'inline-flex',
          alignItems: 'center',
          justifyContent: 'center',
          minHeight: 44,
          height: 'auto',
          paddingBlock: 6,
        },
        label: { whiteSpace: 'normal', overflow: 'visible' },
      },
    },
    TextInput: { defaultProps: touch },
    PasswordInput: {
      styles: { input: { minHeight: 44 }, innerInput: { minHeight: 42 } },
    },
    Textarea: { defaultProps: { autosize: true, minRows: 2 } },
    NativeSelect: { defaultProps: touch },
    Checkbox: { defaultProps: { size: 'md' } },
    Radio: { defaultProps: { size: 'md' } },
    Alert: {
      styles: { title: { color: '#1b2430' }, label: { color: '#1b2430' }, message: { color: '#1b2430' } },
    },
  },
});

/** The nonce that the server put into the document for the style elements of the component library. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}

/** Colours of secondary words and errors, dark enough on white and on grey (at least 7:1). */
export const cssVariables = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#3f4a59',
    '--mantine-color-placeholder': '#4a5361',
    '--mantine-color-error': '#912018',
    '--input-description-size': '0.875rem',
  },
  dark: {},
});

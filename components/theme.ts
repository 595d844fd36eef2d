import { createTheme, type MantineColorsTuple, rem } from "@mantine/core";

const indigo: MantineColorsTuple = [
  "#eef0ff",
  "#dde1fd",
  "#b9bff5",
  "#939cee",
  "#7480e8",
  "#606de5",
  "#5160de",
  "#4350c4",
  "#3946b0",
  "#2d3b9c",
];

/** Neutral greys with a trace of blue, so that dark surfaces do not look muddy beside the accent. */
const dark: MantineColorsTuple = [
  "#d6d9e0",
  "#b4b9c4",
  "#9aa0ad",
  "#6c7280",
  "#414754",
  "#2f343f",
  "#252932",
  "#1b1e25",
  "#16181e",
  "#101217",
];

const gray: MantineColorsTuple = [
  "#f8f9fb",
  "#f1f3f6",
  "#e6e9ee",
  "#d8dce3",
  "#c3c9d2",
  "#9aa2af",
  "#6b7380",
  "#4c5360",
  "#343a45",
  "#20242c",
];

/** Darker than Mantine's own, so that white on it and it on white are readable (WCAG AA). */
const red: MantineColorsTuple = [
  "#fdeceb",
  "#fbd9d6",
  "#f6b3ad",
  "#ef8a82",
  "#e8716a",
  "#cd3e35",
  "#c4372d",
  "#a3211c",
  "#861a16",
  "#6d1512",
];

/** The one place of Junction's looks: type, colour, space. Pages name no colours and no pixels. */
export const theme = createTheme({
  primaryColor: "indigo",
  primaryShade: { light: 6, dark: 6 },
  colors: { indigo, dark, gray, red },
  // The first is set by the root layout; letters that it lacks are taken from the whole family.
  fontFamily: 'var(--junction-font), "Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace",
  fontSizes: { xs: rem(12), sm: rem(13), md: rem(14), lg: rem(16), xl: rem(20) },
  lineHeights: { xs: "1.35", sm: "1.4", md: "1.45", lg: "1.5", xl: "1.5" },
  spacing: { xs: rem(8), sm: rem(12), md: rem(16), lg: rem(24), xl: rem(32) },
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: rem(20), lineHeight: "1.3" },
      h2: { fontSize: rem(16), lineHeight: "1.35" },
      h3: { fontSize: rem(14), lineHeight: "1.4" },
    },
  },
  defaultRadius: "md",
  radius: { xs: rem(3), sm: rem(4), md: rem(6), lg: rem(10), xl: rem(16) },
  cursorType: "pointer",
  respectReducedMotion: true,
  autoContrast: true,
  components: {
    Button: { defaultProps: { size: "sm" } },
    TextInput: { defaultProps: { size: "sm" } },
    PasswordInput: { defaultProps: { size: "sm" } },
    Select: { defaultProps: { size: "sm", comboboxProps: { shadow: "md" } } },
    MultiSelect: { defaultProps: { size: "sm", comboboxProps: { shadow: "md" } } },
    Tooltip: { defaultProps: { openDelay: 250, transitionProps: { duration: 120 } } },
    // Its invisible focus target is a child that role=menu does not allow.
    Menu: {
      defaultProps: { shadow: "md", transitionProps: { duration: 120 }, withInitialFocusPlaceholder: false },
    },
    Drawer: { defaultProps: { transitionProps: { duration: 160 } } },
    Modal: { defaultProps: { transitionProps: { duration: 140 }, centered: true } },
  },
});

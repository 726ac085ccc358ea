import { createTheme, type MantineColorsTuple } from "@mantine/core";

const kram: MantineColorsTuple = [
  "#e8f6f3", "#d2ebe5", "#a6d8cc", "#76c4b1", "#4fb39b",
  "#2f9f86", "#1d8a73", "#0f735f", "#075c4c", "#01463a",
];

export const theme = createTheme({
  primaryColor: "kram",
  primaryShade: { light: 7, dark: 7 },
  autoContrast: true,
  colors: { kram },
  defaultRadius: "md",
  cursorType: "pointer",
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  headings: { fontWeight: "650" },
});

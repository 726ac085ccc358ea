// Where a table has room for the columns that a phone leaves to the panel beside it.
import type { MantineTheme } from "@mantine/core";

export const wide = (theme: MantineTheme): string => `(min-width: ${theme.breakpoints.sm})`;

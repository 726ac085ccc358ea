// The button and the keys that open the palette, which is loaded when it is first wanted.
import { Button, Kbd } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconSearch } from "@/ui/icons";

const Palette = lazy(() => import("./Palette"));

export function PaletteButton() {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(0);
  const open = () => setOpened((count) => count + 1);
  useHotkeys([["mod+K", open]], []);
  return (
    <>
      <Button variant="default" size="sm" onClick={open} leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={<Kbd size="xs" visibleFrom="sm" aria-hidden>Ctrl K</Kbd>}>{t("palette.open")}</Button>
      {opened > 0 && <Suspense><Palette opened={opened} /></Suspense>}
    </>
  );
}

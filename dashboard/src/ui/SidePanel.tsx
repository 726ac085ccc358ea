// A panel beside a list that shows one of its rows.
import { Drawer } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  isOpen: boolean;
  title: string;
  onClose: () => void;
  isCovered?: boolean; // by a dialogue, which then has the key Escape for itself
  children: ReactNode;
}

export function SidePanel({ isOpen, title, onClose, isCovered = false, children }: Props) {
  const { t } = useTranslation();
  return (
    <Drawer.Root opened={isOpen} onClose={onClose} position="right" size={560} closeOnEscape={!isCovered}
      transitionProps={{ exitDuration: 0 }}>
      <Drawer.Overlay />
      <Drawer.Content aria-label={title}>
        <Drawer.Header role="none">
          <Drawer.Title fz="h3" fw={650} component="h2" style={{ overflowWrap: "anywhere" }}>{title}</Drawer.Title>
          <Drawer.CloseButton aria-label={t("button.close")} />
        </Drawer.Header>
        <Drawer.Body>{children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

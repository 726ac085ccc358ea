// A dialogue with a title that readers of screens hear and a close button that they can name.
import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  title: string;
  onClose: () => void;
  size?: string;
  isKept?: boolean; // a press beside it does not close it
  children: ReactNode;
}

export function Dialog({ title, onClose, size = "md", isKept = false, children }: Props) {
  const { t } = useTranslation();
  return (
    <Modal.Root opened onClose={onClose} centered size={size} closeOnClickOutside={!isKept}>
      <Modal.Overlay />
      <Modal.Content aria-label={title} radius="lg">
        <Modal.Header role="presentation">
          <Modal.Title fw={650} component="h2">{title}</Modal.Title>
          <Modal.CloseButton aria-label={t("button.close")} />
        </Modal.Header>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

import { Anchor, Button, FileButton, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { IconUpload } from "@/ui/icons";
import { COLUMNS } from "./columns";

const TEMPLATE = `data:text/csv;charset=utf-8,${encodeURIComponent(`${COLUMNS.join(",")}\n`)}`;

export function FileChoice({ onChoose, name }: { onChoose: (file: File) => void; name: string | undefined }) {
  const { t } = useTranslation();
  return (
    <Group justify="space-between">
      <Group gap="sm">
        <FileButton accept=".csv,.txt,text/csv" onChange={(file) => file && onChoose(file)}>
          {(props) => <Button {...props} variant="light" leftSection={<IconUpload size={16} />}>{t("import.choose")}</Button>}
        </FileButton>
        <Text size="sm">{name ?? t("import.none")}</Text>
      </Group>
      <Anchor size="sm" href={TEMPLATE} download="products.csv">{t("import.template")}</Anchor>
    </Group>
  );
}

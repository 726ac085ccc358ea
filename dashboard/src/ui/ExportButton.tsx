// Saves all that a list's filter finds as a CSV file; pressed again meanwhile, it stops.
import { Button, Loader } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { readCsv } from "@/api/csv";
import { useFormat } from "@/format/format";
import { useErrorText } from "./Failed";
import { IconDownload } from "./icons";
import { saveFile } from "./save_file";

interface Props {
  path: string; // of the API's list
  name: string; // of the file
  query: Record<string, string>;
}

export function ExportButton({ path, name, query }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const errorText = useErrorText();
  const [rows, setRows] = useState(0);
  const stop = useRef<AbortController>(undefined);
  const read = useMutation({
    mutationFn: () => {
      setRows(0);
      stop.current = new AbortController();
      return readCsv({ path, query, signal: stop.current.signal, onRows: setRows });
    },
    onSuccess: (file) => saveFile(file, `${name}-${format.isoDay(new Date())}.csv`),
    onError: (error) => {
      if (!stop.current?.signal.aborted) {
        notifications.show({ color: "red", message: errorText(error), closeButtonProps: { "aria-label": t("button.close") } });
      }
    },
  });
  if (!read.isPending) {
    return (
      <Button variant="default" leftSection={<IconDownload size={16} />} onClick={() => read.mutate()}>{t("button.export")}</Button>
    );
  }
  return (
    <Button variant="default" leftSection={<Loader size={16} />} onClick={() => stop.current?.abort()}>
      {t("export.stop", { rows: format.count(rows) })}
    </Button>
  );
}

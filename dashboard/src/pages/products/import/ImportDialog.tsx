// From a file to units: choose it, match its columns, see what is wrong, import.
import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { beginImport } from "@/api/imports";
import { newRequestKey } from "@/api/request_key";
import { Dialog } from "@/ui/Dialog";
import { Failed } from "@/ui/Failed";
import { guessMatching, missing, type Matching } from "./columns";
import { convertFile, encodingOfFile, previewOf, type Encoding, type Preview } from "./convert";
import { FileChoice } from "./FileChoice";
import { MatchColumns } from "./MatchColumns";
import { Progress } from "./Progress";

interface Chosen {
  file: File;
  encoding: Encoding;
  preview: Preview;
}

async function look(file: File): Promise<Chosen> {
  const encoding = await encodingOfFile(file);
  return { file, encoding, preview: await previewOf(file, encoding) };
}

export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Chosen>();
  const [matching, setMatching] = useState<Matching>({});
  const [started, setStarted] = useState<{ id: number; isDryRun: boolean }>();
  // Of this file with these columns: asked for again after a lost answer, it is imported once.
  const key = useMemo(() => ({ id: newRequestKey(), chosen, matching }).id, [chosen, matching]);
  const choose = useMutation({
    mutationFn: look,
    onSuccess: (found) => {
      setChosen(found);
      setMatching(guessMatching(found.preview.headers));
      setStarted(undefined);
    },
  });
  const begin = useMutation({
    mutationFn: async (isDryRun: boolean) => {
      if (!chosen) throw new Error(t("import.choose"));
      const file = await convertFile(chosen.file, chosen.encoding, matching);
      return { ...(await beginImport(file, isDryRun, `${key}${isDryRun ? "-check" : ""}`)), isDryRun };
    },
    onSuccess: setStarted,
  });
  const error = choose.error ?? begin.error;
  const lacks = missing(matching);
  return (
    <Dialog title={t("import.title")} onClose={onClose} size="xl">
      <Stack>
        <Failed error={error} />
        <FileChoice onChoose={(file) => choose.mutate(file)} name={chosen?.file.name} />
        {chosen && !started && (
          <>
            <MatchColumns preview={chosen.preview} matching={matching} onChange={setMatching} />
            {lacks.length > 0 && (
              <Text c="red" size="sm" role="status">
                {t("import.lacks", { columns: lacks.map((column) => t(`import.column_${column}`)).join(", ") })}
              </Text>
            )}
          </>
        )}
        {started && <Progress key={started.id} id={started.id} />}
        <Group justify="flex-end">
          {started && <Button variant="default" onClick={() => setStarted(undefined)}>{t("import.back")}</Button>}
          <Button variant="default" disabled={!chosen || lacks.length > 0} loading={begin.isPending && begin.variables}
            onClick={() => begin.mutate(true)}>{t("import.check")}</Button>
          <Button disabled={!chosen || lacks.length > 0} loading={begin.isPending && !begin.variables}
            onClick={() => begin.mutate(false)}>{t("button.import")}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

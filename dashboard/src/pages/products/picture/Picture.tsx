// The picture of a unit's offer: shown, chosen or dropped, taken away.
import { Button, FileButton, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconTrash, IconUpload } from "@/ui/icons";
import { Failed } from "@/ui/Failed";
import { tell } from "@/ui/tell";
import { readPicture, removePicture, sendPicture } from "./picture_calls";
import { redrawn } from "./redraw";

function useObjectUrl(blob: Blob | null | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!blob) {
      setUrl(undefined);
      return undefined;
    }
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
}

export function Picture({ id, name }: { id: number; name: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const shown = useQuery({ queryKey: ["picture", id], queryFn: () => readPicture(id), retry: false });
  const url = useObjectUrl(shown.data);
  const read = () => queries.invalidateQueries({ queryKey: ["picture", id] });
  const send = useMutation({
    mutationFn: async (file: File) => {
      const picture = await redrawn(file).catch(() => Promise.reject(new Error(t("picture.unknown"))));
      await sendPicture(id, picture);
    },
    onSuccess: () => {
      tell(t("picture.set"));
      return read();
    },
  });
  const remove = useMutation({ mutationFn: () => removePicture(id), onSuccess: read });
  return (
    <Stack gap="xs" mb="md"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        const [file] = event.dataTransfer.files;
        if (file) send.mutate(file);
      }}>
      {url && <img src={url} alt={t("picture.of", { name })} className="picture" />}
      {shown.data === null && <Text size="sm" c="dimmed">{t("picture.none")}</Text>}
      <Failed error={send.error ?? remove.error} />
      <Group gap="xs">
        <FileButton accept="image/*" onChange={(file) => file && send.mutate(file)}>
          {(props) => (
            <Button {...props} size="xs" variant="default" leftSection={<IconUpload size={14} />} loading={send.isPending}>
              {t(url ? "picture.change" : "picture.choose")}
            </Button>
          )}
        </FileButton>
        {url && (
          <Button size="xs" variant="subtle" color="red" leftSection={<IconTrash size={14} />} loading={remove.isPending}
            onClick={() => remove.mutate()}>{t("picture.remove")}</Button>
        )}
      </Group>
    </Stack>
  );
}

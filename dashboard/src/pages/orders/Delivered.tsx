// What the customer was given. It is fetched only on a press, because that it was seen is logged.
import { Anchor, Button, Code, CopyButton, Group, Stack, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { answered, api } from "@/api/client";
import type { Answer } from "@/api/rows";
import { hasRole, useShop } from "@/app/session";
import { Failed } from "@/ui/Failed";
import { IconCheck, IconCopy, IconEye } from "@/ui/icons";

type Delivery = Answer<"/api/orders/{id}/delivery">;

function Place({ latitude, longitude }: { latitude: number; longitude: number }) {
  const { t } = useTranslation();
  const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=18/${latitude}/${longitude}`;
  return (
    <Text size="sm">{latitude}, {longitude} · <Anchor href={map} target="_blank" rel="noreferrer" size="sm">{t("delivered.map")}</Anchor></Text>
  );
}

function Photo({ photo }: { photo: string }) {
  const { t } = useTranslation();
  if (!/^https?:/.test(photo)) return <Text size="sm">{t("delivered.telegram_photo")}</Text>;
  return <Anchor href={photo} target="_blank" rel="noreferrer" size="sm">{t("delivered.photo")}</Anchor>;
}

function Shown({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation();
  const { delivery_latitude: latitude, delivery_longitude: longitude } = delivery;
  return (
    <Stack gap="xs" align="stretch">
      <Code block style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{delivery.delivery_text}</Code>
      {delivery.delivery_photo && <Photo photo={delivery.delivery_photo} />}
      {latitude !== undefined && longitude !== undefined && <Place latitude={latitude} longitude={longitude} />}
      <CopyButton value={delivery.delivery_text}>
        {({ copied, copy }) => (
          <Button size="compact-sm" variant="subtle" onClick={copy} style={{ alignSelf: "flex-start" }}
            leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}>{t(copied ? "button.copied" : "button.copy")}</Button>
        )}
      </CopyButton>
    </Stack>
  );
}

export function Delivered({ orderId }: { orderId: number }) {
  const { t } = useTranslation();
  const session = useShop();
  const look = useMutation({
    mutationFn: async () => answered(await api.GET("/api/orders/{id}/delivery", { params: { path: { id: orderId } } })),
  });
  if (!hasRole(session, "manager")) return null;
  return (
    <Stack gap="xs" component="section">
      <Title order={3} size="h6">{t("delivered.title")}</Title>
      {look.error && <Failed error={look.error} />}
      {look.data ? <Shown delivery={look.data} /> : (
        <Group gap="sm">
          <Button variant="default" leftSection={<IconEye size={16} />} loading={look.isPending} onClick={() => look.mutate()}>
            {t("delivered.show")}
          </Button>
          <Text size="xs" c="dimmed">{t("delivered.note")}</Text>
        </Group>
      )}
    </Stack>
  );
}

// One setting: its name, what it does, what it is, and the field that changes it.
import { Badge, Button, Group, Paper, Stack, Text, TextInput, Textarea } from "@mantine/core";
import { useId, type ChangeEvent } from "react";
import { useTranslation } from "react-i18next";
import { useShop } from "@/app/session";
import { isLong, kindOf, settingLabel, unitOf, type Setting } from "./setting";

interface Props {
  setting: Setting;
  draft: string | undefined;
  error: string | undefined;
  onChange: (value: string | undefined) => void;
}

function Field({ setting, draft, error, onChange, about }: Props & { about: string }) {
  const { t, i18n } = useTranslation();
  const { currency } = useShop();
  const shared = {
    "aria-label": settingLabel(setting.name, t, i18n.language), "aria-describedby": about, error, maxLength: 3_500,
    value: draft ?? setting.value, readOnly: setting.is_set_in_env, variant: setting.is_set_in_env ? "filled" : "default", placeholder: setting.default_value || t("settings.not_set"),
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      const { value } = event.currentTarget;
      onChange(value === setting.value ? undefined : value);
    },
  };
  if (isLong(setting.name)) return <Textarea {...shared} autosize minRows={2} maxRows={14} />;
  const unit = unitOf(setting.name, currency);
  return (
    <TextInput {...shared} maw={unit ? 220 : 480} {...(unit ? {
      inputMode: "decimal" as const, rightSectionWidth: 56, rightSectionPointerEvents: "none" as const,
      rightSection: <Text size="sm" c="dimmed">{unit}</Text> } : {})} />
  );
}

export function SettingField(props: Props) {
  const { setting, draft, onChange } = props;
  const { t, i18n } = useTranslation();
  const { currency } = useShop();
  const about = useId();
  const unit = unitOf(setting.name, currency);
  const canReset = !setting.is_set_in_env && draft === undefined && setting.value !== "" && Number(setting.value) !== Number(setting.default_value || NaN);
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Text component="h3" fw={600} m={0}>{settingLabel(setting.name, t, i18n.language)}</Text>
          {setting.is_set_in_env && <Badge color="gray" variant="light" tt="none">{t("settings.in_env", { name: setting.env })}</Badge>}
          {draft !== undefined && <Badge color="yellow" variant="light" tt="none">{t("settings.changed")}</Badge>}
        </Group>
        <Text size="sm" c="dimmed" id={about} maw={720}>{t(`setting.${kindOf(setting.name)}_about`, { defaultValue: "" })}</Text>
        <Field {...props} about={about} />
        <Group gap="sm">
          <Text size="xs" c="dimmed">
            {setting.default_value ? t("settings.default", { value: `${setting.default_value} ${unit ?? ""}`.trim() }) : t("settings.default_off")}
          </Text>
          {canReset && <Button size="compact-xs" variant="subtle" onClick={() => onChange("")}>{t("settings.reset")}</Button>}
          {draft !== undefined && <Button size="compact-xs" variant="subtle" onClick={() => onChange(undefined)}>{t("settings.undo")}</Button>}
        </Group>
        {setting.is_set_in_env && <Text size="xs">{t("settings.env_about", { name: setting.env })}</Text>}
      </Stack>
    </Paper>
  );
}

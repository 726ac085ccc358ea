// What a new key and one that is edited have in common: name, addresses, rate and end.
import { NumberInput, Select, TagsInput, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Problem } from "@/api/problem";

export interface KeyDraft {
  name: string;
  address_ranges: string[];
  requests_per_second: number;
  expiry: string; // "": as it is, "never", or a number of days from now
}

const DAY_MS = 86_400_000;
const LASTS = ["never", "30", "90", "365"];

export function keyBody({ expiry, ...rest }: KeyDraft) {
  if (!expiry) return rest;
  const expires_at = expiry === "never" ? expiry : new Date(Date.now() + Number(expiry) * DAY_MS).toISOString();
  return { ...rest, expires_at };
}

interface Props {
  draft: KeyDraft;
  onChange: (draft: KeyDraft) => void;
  problem: Problem | undefined;
  unchanged?: string; // the end that the key has now
}

export function KeyFields({ draft, onChange, problem, unchanged }: Props) {
  const { t } = useTranslation();
  const change = (changes: Partial<KeyDraft>) => onChange({ ...draft, ...changes });
  return (
    <>
      <TextInput label={t("column.name")} description={t("keys.name_about")} required maxLength={60} data-autofocus value={draft.name}
        error={problem?.of("name")} onChange={(event) => change({ name: event.currentTarget.value })} />
      <TagsInput label={t("keys.addresses")} description={t("keys.addresses_about")} maxTags={20} splitChars={[",", " ", ";"]}
        acceptValueOnBlur value={draft.address_ranges} error={problem?.of("address_ranges")} placeholder="203.0.113.0/24"
        onChange={(address_ranges) => change({ address_ranges })} />
      <NumberInput label={t("keys.rate")} description={t("keys.rate_about")} min={1} max={1000} allowDecimal={false} value={draft.requests_per_second}
        error={problem?.of("requests_per_second")} onChange={(value) => change({ requests_per_second: Number(value) })} />
      <Select label={t("keys.lasts")} allowDeselect={false} value={draft.expiry} error={problem?.of("expires_at")}
        onChange={(expiry) => change({ expiry: expiry ?? "" })}
        data={[
          ...(unchanged ? [{ value: "", label: unchanged }] : []),
          ...LASTS.map((value) => ({ value, label: value === "never" ? t("keys.lasts_ever") : t("keys.lasts_days", { count: Number(value) }) })),
        ]} />
    </>
  );
}

// Links from one page to what another shows.
import { Anchor } from "@mantine/core";
import type { MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

// A press on the link is not one on the row around it.
const stay = (event: MouseEvent) => event.stopPropagation();

export function CustomerLink({ id, name }: { id: number; name?: string | undefined }) {
  return <Anchor component={Link} href={`/customers?customer=${id}`} size="sm" onClick={stay}>{name ?? id}</Anchor>;
}

export function OrderLink({ id }: { id: number }) {
  const { t } = useTranslation();
  return <Anchor component={Link} href={`/orders?order=${id}`} size="sm" onClick={stay}>{t("link.order", { id })}</Anchor>;
}
